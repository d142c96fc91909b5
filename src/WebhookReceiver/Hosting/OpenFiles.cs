using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace WebhookReceiver.Hosting;

/// <summary>The files and connections of this process, which share one limit. Linux only; null elsewhere.</summary>
internal static class OpenFiles
{
    /// <summary>
    /// The runtime alone has about 250 files open; beyond its limit a server fails at some request, not at its start.
    /// </summary>
    private const int Fewest = 1024;

    private const string Limits = "/proc/self/limits";
    private const string Descriptors = "/proc/self/fd";
    private const string Name = "Max open files";
    private const int StandardError = 2;

    /// <summary>
    /// Says so if they are too few. It comes before everything else, because even the terminal and the libraries of this
    /// program need some.
    /// </summary>
    public static bool AreTooFew()
    {
        if (Most() is not { } files || files >= Fewest)
        {
            return false;
        }

        using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
        using var error = new FileStream(handle, FileAccess.Write, 0);
        error.Write(
            Encoding.UTF8.GetBytes(
                $"Cannot start. This process may open only {files} files. Let it have {Fewest}: ulimit -n, LimitNOFILE= or --ulimit nofile.\n"
            )
        );
        return true;
    }

    /// <summary>How many it may have; null without a limit.</summary>
    public static int? Most()
    {
        if (!File.Exists(Limits))
        {
            return null;
        }

        var text = File.ReadAllText(Limits).AsSpan();
        var line = text[(text.IndexOf(Name, StringComparison.Ordinal) + Name.Length)..].TrimStart();
        var soft = line[..line.IndexOf(' ')];
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var files) ? files : null;
    }

    /// <summary>How many it has.</summary>
    public static int? Count() =>
        Directory.Exists(Descriptors) ? Directory.EnumerateFileSystemEntries(Descriptors).Count() : null;
}
