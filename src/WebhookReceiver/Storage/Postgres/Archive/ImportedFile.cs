using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Spool;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>A journal of a data folder, or a copy of it, that goes into the database.</summary>
internal static class ImportedFile
{
    /// <exception cref="StartRefusedException">The file cannot go into the database, or the database does not take it.</exception>
    /// <exception cref="JournalUnavailableException">The database fails.</exception>
    public static async Task<ImportedRows> ImportAsync(JournalOptions options, string path)
    {
        if (!options.IsShared)
        {
            throw new StartRefusedException(
                "Journal:ConnectionString names no database to import into. Add --Journal:ConnectionString=Host=…;Database=…;Username=…;Password=…"
            );
        }

        var secrets = SecretsOf(path);
        DemandWhole(path);
        using (JournalArchive.Open(path)) { }
        using var file = Sqlite.Database.OpenForReading(path);
        DemandSound(file, path);
        using var database = PostgresDatabase.Of(options);
        await PostgresSchema.MigrateAsync(database);
        var shared = await Installation.JoinAsync(database, secrets, path, hasJournal: false);
        if (!shared.HashKey.AsSpan().SequenceEqual(secrets.HashKey))
        {
            throw new StartRefusedException(
                $"The database has other secrets than {path}: a server started with it before, and its webhook URL is another one. "
                    + "Import into a Journal:Schema that no server has used, then start the servers with it. Nothing was imported."
            );
        }

        return await new PostgresImport(database, file, path).RunAsync(Math.Max(options.MessageDays, options.IdDays));
    }

    /// <summary>A copy from a database has them beside it under its own name, a data folder under theirs.</summary>
    private static Secrets SecretsOf(string path)
    {
        if (!File.Exists(path))
        {
            throw new StartRefusedException(
                $"There is no file {path}. Name a journal.db, or a copy that 'journal backup' made."
            );
        }

        var beside = Path.Combine(Path.GetDirectoryName(path)!, "secrets");
        var own = PostgresBackup.SecretsOf(path);
        return File.Exists(own) ? Secrets.Read(own)
            : File.Exists(beside) ? Secrets.Read(beside)
            : throw new StartRefusedException(
                $"The secrets of {path} are missing: the database needs them, or the webhook URL changes. Copy the file secrets of its data folder to {beside}."
            );
    }

    /// <summary>The newest messages must not be elsewhere.</summary>
    private static void DemandWhole(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (Path.GetFileName(path) != Sqlite.Database.FileName)
        {
            return;
        }

        if (DataFolder.IsInUse(folder))
        {
            throw new StartRefusedException(
                $"A server uses {path}. Stop it, or import a copy: journal backup makes one while the server runs."
            );
        }

        var spool = Path.Combine(folder, "journal.spool");
        if (File.Exists(spool) && HasRecords(spool))
        {
            throw new StartRefusedException(
                $"{spool} has messages that are not in {path} yet. Import a copy: journal backup makes one with all of them."
            );
        }
    }

    private static bool HasRecords(string path)
    {
        using var spool = SpoolFile.OpenForReading(path);
        return spool.ReadAll().Count > 0;
    }

    private static void DemandSound(SqliteConnection file, string path)
    {
        if (Sqlite.Database.FaultOf(file) is { } fault)
        {
            throw new StartRefusedException(
                $"{path} is damaged ({fault}). Start a server of this version on it once: it checks and repairs the journal. Nothing was imported."
            );
        }

        if (Sqlite.Database.Number(file, "SELECT count(*) FROM erasure WHERE done IS NULL") > 0)
        {
            throw new StartRefusedException(
                $"{path} has contacts that are still to be forgotten. Start a server of this version on it once: it forgets them. Nothing was imported."
            );
        }
    }
}
