using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Spool;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>Copies the journal as of one instant, beside a running server, including the spool.</summary>
internal static class JournalBackup
{
    /// <exception cref="Hosting.StartRefusedException">Nothing to copy, or the target exists or cannot be written.</exception>
    /// <returns>The number of messages in the copy.</returns>
    public static long Make(JournalPaths paths, string target, long now)
    {
        BackupFile.Demand(target);
        using var archive = JournalArchive.Open(paths.Database);
        return BackupFile.Write(
            target,
            unfinished =>
            {
                Copy(paths.Database, unfinished);
                AddSpool(paths, unfinished, now);
            }
        );
    }

    private static void Copy(string source, string target)
    {
        using var from = Database.OpenForReading(source);
        using var to = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString()
        );
        to.Open();
        from.BackupDatabase(to);
    }

    // The spool belongs to the server; this only reads it, and a half-written frame does not count as a record.
    private static void AddSpool(JournalPaths paths, string target, long now)
    {
        if (!File.Exists(paths.Spool))
        {
            return;
        }

        using var spool = SpoolFile.OpenForReading(paths.Spool);
        var items = spool.ReadAll();
        if (items.Count == 0)
        {
            return;
        }

        var seen = new SeenIndex();
        using var store = SqliteStore.Open(target, seen);
        SeenLoader.Load(seen, store.Connection);
        store.Commit([.. items.Select(item => new PendingWrite(item))], now);
    }
}
