using System.Buffers.Text;
using System.Security.Cryptography;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage;

/// <summary>The secrets of this installation, made at its first start. Never printed as a whole.</summary>
/// <param name="WebhookKey">
/// The caller's key for the webhook URL while <c>Receiving:Keys</c> is empty; 256 bits, safe in a URL.
/// </param>
/// <param name="HashKey">Key of <see cref="ContactHash"/>.</param>
/// <param name="AreNew">True in the run that made them.</param>
/// <param name="AreOfServer">True if an earlier run of a server made them; a command may make them before the first.</param>
internal sealed record Secrets(string WebhookKey, byte[] HashKey, bool AreNew, bool AreOfServer = false)
{
    private const string OfCommand = "# Made before the first start.";

    private const string WebhookKeyName = "webhook-key: ";
    private const string HashKeyName = "hash-key: ";

    /// <summary>
    /// Reads the file, or creates a missing one. Two processes that create it at once get the same secrets.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="isServer">False in a command.</param>
    public static Secrets ReadOrMake(string path, bool isServer = true)
    {
        if (File.Exists(path))
        {
            return Read(path);
        }

        var made = new Secrets(
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            RandomNumberGenerator.GetBytes(32),
            AreNew: true
        );
        return made.TryWrite(path, isServer) ? made : Read(path);
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="StartRefusedException">
    /// The file is incomplete. A new one would change the webhook URL without the platform's knowledge.
    /// </exception>
    public static Secrets Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var webhookKey = ValueOf(WebhookKeyName, lines);
        var hashKey = new byte[32];
        if (
            webhookKey is not { Length: >= 22 }
            || !Convert.TryFromBase64String(ValueOf(HashKeyName, lines) ?? "", hashKey, out var length)
            || length != hashKey.Length
        )
        {
            throw new StartRefusedException(
                $"The file {path} is damaged. Restore it from a backup, or delete it to get a new webhook URL at the next start."
            );
        }

        return new Secrets(webhookKey, hashKey, AreNew: false, AreOfServer: !lines.Contains(OfCommand));
    }

    /// <summary>Puts them back after their file was removed.</summary>
    public void WriteAnew(string path) => TryWrite(path, isServer: true);

    public override string ToString() => "***";

    private bool TryWrite(string path, bool isServer)
    {
        var whole = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        // .NET does not report a failed flush; it does report a failed write-through.
        var options = PrivateFiles.Options(
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            FileOptions.WriteThrough
        );
        using (var file = new FileStream(whole, options))
        {
            file.Write(
                System.Text.Encoding.ASCII.GetBytes(
                    (isServer ? "" : $"{OfCommand}\n")
                        + "# Made at the first start. Whoever reads this can speak as the platform. Keep it with your backups.\n"
                        + $"{WebhookKeyName}{WebhookKey}\n{HashKeyName}{Convert.ToBase64String(HashKey)}\n"
                )
            );
        }

        try
        {
            File.Move(whole, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(whole);
            return false;
        }
    }

    private static string? ValueOf(string name, string[] lines)
    {
        var line = Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal));
        return line?[name.Length..].Trim();
    }
}
