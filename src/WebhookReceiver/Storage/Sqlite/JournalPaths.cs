namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The journal's paths, and the key of its hashes.</summary>
internal sealed record JournalPaths(string Database, string Spool, long SpoolBytes, byte[] HashKey)
{
    /// <summary>Larger files are checked in the background instead of at start.</summary>
    public long MostBytesCheckedAtStart { get; init; } = 256L << 20;

    public static JournalPaths Of(string folder, Secrets secrets, JournalOptions options)
    {
        var full = Path.GetFullPath(folder);
        return new JournalPaths(
            Path.Combine(full, WebhookReceiver.Storage.Sqlite.Database.FileName),
            string.IsNullOrEmpty(options.SpoolFile)
                ? Path.Combine(full, "journal.spool")
                : Path.GetFullPath(options.SpoolFile, full),
            options.SpoolBytes,
            secrets.HashKey
        );
    }
}
