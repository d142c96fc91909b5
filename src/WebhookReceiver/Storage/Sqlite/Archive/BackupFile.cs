using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>A new file for a copy of the journal. It has its name only once it is whole.</summary>
internal static class BackupFile
{
    /// <exception cref="StartRefusedException">The file exists, or its folder does not.</exception>
    public static void Demand(string target)
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
    }

    /// <exception cref="StartRefusedException">The file cannot be written, or the copy is damaged.</exception>
    /// <returns>The number of messages in the copy.</returns>
    public static long Write(string target, Action<string> fill)
    {
        try
        {
            var unfinished = target + ".unfinished";
            File.Delete(unfinished);
            PrivateFiles.CreateIfMissing(unfinished);
            fill(unfinished);
            var count = Seal(unfinished);
            File.Move(unfinished, target);
            return count;
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
