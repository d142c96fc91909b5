using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>The folder of one plug-in at one scan.</summary>
/// <param name="Folder">Its real path.</param>
/// <param name="Files">All files to load or to read for loading, in ordinal order of the paths.</param>
internal sealed record PluginFolder(string Name, string Folder, ImmutableArray<PluginFile> Files)
{
    /// <summary>Limit of the DLLs of one plug-in, in bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private const int MaxFiles = 1000;

    public string Main => $"{Name}.dll";

    /// <summary>Sizes and times: cheap, and equal while no write happens.</summary>
    public string WritingPrint { get; } =
        string.Join(
            '\n',
            Files.Select(file =>
                string.Create(CultureInfo.InvariantCulture, $"{file.Path} {file.Length} {file.Written.Ticks}")
            )
        );

    /// <summary>Scans <c>plugins/&lt;name&gt;</c>.</summary>
    /// <param name="rules">The real path of the rules folder; nothing outside it is read.</param>
    public static (PluginFolder? Found, PluginFault? Fault) Look(string rules, string name)
    {
        if (name.Any(character => !char.IsLetterOrDigit(character) && character is not ('.' or '-' or '_' or ' ')))
        {
            return (
                null,
                Fault("Its name cannot be used as a plug-in's name.", "Use letters, digits, '.', '-' and '_'.")
            );
        }

        try
        {
            var folder = RealPath.Of(Path.Combine(rules, "plugins", name));
            if (folder is null || !RealPath.IsInside(folder, rules))
            {
                return (null, LeadsOut(name));
            }

            return Sort(name, folder, rules);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, Fault("It cannot be read.", "Give the service the right to read the folder and its files."));
        }
    }

    private static (PluginFolder? Found, PluginFault? Fault) Sort(string name, string folder, string rules)
    {
        var files = new List<PluginFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Take(MaxFiles + 1))
        {
            if (!IsRead(path))
            {
                continue;
            }

            var shown = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var real = RealPath.Of(path);
            if (real is null || !RealPath.IsInside(real, rules))
            {
                return (null, LeadsOut(shown));
            }

            var info = new FileInfo(real);
            // A file without length may be a pipe, and opening a pipe could block for ever.
            if (info.Exists && info.Length > 0)
            {
                files.Add(new PluginFile(shown, real, info.Length, info.LastWriteTimeUtc));
            }
        }

        return Judge(new PluginFolder(name, folder, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]));
    }

    private static (PluginFolder? Found, PluginFault? Fault) Judge(PluginFolder found)
    {
        var bytes = found.Files.Sum(file => file.Length);
        if (found.Files.All(file => file.Path != found.Main))
        {
            return (
                null,
                Fault(
                    $"The folder has no {found.Main}, or it is empty.",
                    $"Put the plug-in there under the name of its folder, or delete the folder plugins/{found.Name}."
                )
            );
        }

        return bytes > MaxBytes || found.Files.Length > MaxFiles
            ? (
                null,
                Fault(
                    $"Its DLLs are too large: {found.Files.Length} files, {bytes / 1024 / 1024} MB; the most is {MaxFiles} files and {MaxBytes / 1024 / 1024} MB.",
                    "Leave out what the plug-in does not use."
                )
            )
            : (found, null);
    }

    private static bool IsRead(string path) => HasEnding(path, ".dll", ".pdb", ".deps.json") || IsNative(path);

    /// <summary>True for a native library of Linux or macOS; those of Windows end like an assembly.</summary>
    public static bool IsNative(string path) =>
        HasEnding(path, ".so", ".dylib") || Path.GetFileName(path).Contains(".so.", StringComparison.Ordinal);

    private static bool HasEnding(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static PluginFault LeadsOut(string what) =>
        Fault($"'{what}' is a link that leads out of the rules folder.", "Copy the file into the folder instead.");

    private static PluginFault Fault(string message, string fix) => new("files", message, fix);
}

/// <summary>A file of a plug-in.</summary>
/// <param name="Path">Path inside the plug-in's folder with '/'.</param>
internal sealed record PluginFile(string Path, string RealPath, long Length, DateTime Written);
