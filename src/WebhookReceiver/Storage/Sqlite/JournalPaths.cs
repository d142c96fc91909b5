using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Where the journal lies, and the key of its hashes.</summary>
internal sealed record JournalPaths(string Database, string Spool, long SpoolBytes, byte[] HashKey)
{
    private const string SpoolName = "journal.spool";
    private const string TemporaryName = "journal.temporary";

    /// <summary>The folder of a journal that ends with its process; <see langword="null"/>: it is to survive.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>Larger files are not read through while somebody waits, but in the background.</summary>
    public long MostBytesCheckedAtStart { get; init; } = 256L << 20;

    public static JournalPaths Of(string folder, Secrets secrets, JournalOptions options)
    {
        var full = Path.GetFullPath(folder);
        return new JournalPaths(
            Path.Combine(full, WebhookReceiver.Storage.Sqlite.Database.FileName),
            string.IsNullOrEmpty(options.SpoolFile)
                ? Path.Combine(full, SpoolName)
                : Path.GetFullPath(options.SpoolFile, full),
            options.SpoolBytes,
            secrets.HashKey
        );
    }

    /// <summary>
    /// The paths of a journal that ends with its process. The data folder has one owner at a time, so what an earlier process
    /// left behind there is nobody's and goes.
    /// </summary>
    /// <exception cref="StartRefusedException">What was left behind cannot be removed.</exception>
    public static JournalPaths OfServer(DataFolder data, JournalOptions options)
    {
        var temporary = data.PathOf(TemporaryName);
        try
        {
            Remove(temporary);
            if (options.Store is not JournalOptions.None)
            {
                return Of(data.FullPath, data.Secrets, options);
            }

            Directory.CreateDirectory(temporary);
            return new JournalPaths(
                Path.Combine(temporary, WebhookReceiver.Storage.Sqlite.Database.FileName),
                Path.Combine(temporary, SpoolName),
                options.SpoolBytes,
                data.Secrets.HashKey
            )
            {
                TemporaryFolder = temporary,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:Folder: cannot remove {temporary} ({e.Message}). Make it writable for this user, or name another folder.",
                e
            );
        }
    }

    /// <summary>Removes a journal that ends with its process.</summary>
    public void RemoveTemporary()
    {
        try
        {
            Remove(TemporaryFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start removes it, or says why not.
        }
    }

    private static void Remove(string? folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
