using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Spool;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>Copies the journal as of one instant, beside a running server, including the spool.</summary>
internal static class JournalBackup
{
    /// <exception cref="StartRefusedException">Nothing to copy, or the target exists or cannot be written.</exception>
    /// <returns>The number of messages in the copy.</returns>
    public static long Make(JournalPaths paths, string target, long now)
    {
        if (File.Exists(target))
        {
            throw new StartRefusedException($"{target} exists already. Name a new file; nothing was changed.");
        }

        if (Directory.Exists(target))
        {
            throw new StartRefusedException(
                $"{target} is a folder. Name a new file, such as {Path.Combine(target, "backup.db")}; nothing was changed."
            );
        }

        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
        {
            throw new StartRefusedException(
                $"{target} cannot be written: there is no folder {folder}. Create it first, or name another place."
            );
        }

        using var archive = JournalArchive.Open(paths.Database);
        try
        {
            return Write(paths, target, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            var trouble = FileTrouble.Of(e);
            throw new StartRefusedException(
                $"{target} cannot be written: {trouble.What.TrimEnd('.')}. {trouble.Cure}",
                e
            );
        }
    }

    private static long Write(JournalPaths paths, string target, long now)
    {
        var unfinished = target + ".unfinished";
        File.Delete(unfinished);
        PrivateFiles.CreateIfMissing(unfinished);
        Copy(paths.Database, unfinished);
        AddSpool(paths, unfinished, now);
        var count = Seal(unfinished);
        File.Move(unfinished, target);
        return count;
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

    // Makes one checked file without a log beside it; SQLite has flushed it.
    private static long Seal(string path)
    {
        using (var connection = Database.OpenForWriting(path))
        {
            Database.Execute(connection, "PRAGMA journal_mode = DELETE");
            if (Database.FaultOf(connection) is { } fault)
            {
                throw new StartRefusedException(
                    $"The copy is damaged ({fault}), and so may be the journal. Restart the server: it checks and repairs the journal."
                );
            }
        }

        using var counted = Database.OpenForReading(path);
        return Database.Number(counted, "SELECT count(*) FROM message");
    }
}
