using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Hosting;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>
/// The file of <c>Management:KeyFile</c>: the operator's key in a file that only its owner may read, so that a console
/// beside the receiver needs no setting.
/// </summary>
internal static class KeyFile
{
    public const string Setting = "Management:KeyFile";

    private const int KeyBytes = 32;
    private const int LongestFile = WebhookKeyVerifier.LongestKey * 2;

    /// <summary>Takes the key from the file, unless <c>Management:Key</c> has one.</summary>
    /// <param name="root">Where a relative path begins.</param>
    /// <param name="create">Whether a missing file is made, as the server does at its first start.</param>
    /// <exception cref="StartRefusedException">There is no key, or others may read it.</exception>
    public static void Apply(ManagementOptions options, string root, bool create)
    {
        if (options.HasOperatorKey || string.IsNullOrEmpty(options.KeyFile))
        {
            return;
        }

        var path = Path.GetFullPath(options.KeyFile, root);
        try
        {
            if (create && !Path.Exists(path))
            {
                Create(path);
            }

            options.Key = Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var trouble = FileTrouble.Of(e);
            throw new StartRefusedException($"{Setting}: {path}: {trouble.What}. {trouble.Cure}", e);
        }
    }

    /// <summary>Under another name first: whoever waits for the file never reads half of it.</summary>
    private static void Create(string path)
    {
        var aside = $"{path}.new";
        File.Delete(aside);
        using (var stream = new FileStream(aside, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write)))
        {
            stream.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.WriteByte((byte)'\n');
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another server was first; its key counts.
            File.Delete(aside);
        }
    }

    private static string Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new StartRefusedException(
                Directory.Exists(path)
                    ? $"{Setting}: {path} is a folder. Name a file in it, such as {Path.Combine(path, "management")}."
                    : $"{Setting}: there is no file {path}. The server makes it at its first start."
            );
        }

        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & PrivateFiles.OfOthers) != UnixFileMode.None)
        {
            throw new StartRefusedException(
                $"{Setting}: accounts other than its owner may use {path}. Run: chmod 600 {path}"
            );
        }

        // A pipe or device has no length, and reading it could wait for ever.
        var key = file.Length is > 0 and <= LongestFile ? File.ReadAllText(path).Trim() : "";
        var fault =
            file.Length > LongestFile ? $"is too long; at most {WebhookKeyVerifier.LongestKey} characters."
            : key.Length == 0 ? "is missing, the file is empty."
            : key.Any(letter => letter is <= ' ' or > '~') ? "must be one line of ASCII letters, digits and signs."
            : WebhookKeyVerifier.FaultOf(key);
        return fault is null
            ? key
            : throw new StartRefusedException(
                $"{Setting}: the key in {path} {fault} Delete the file; the server makes a new one at its next start."
            );
    }
}
