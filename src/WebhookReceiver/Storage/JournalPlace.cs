using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Postgres.Archive;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage;

/// <summary>Where the journal of some settings is: a file in the data folder, or a database that several servers share.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Folder">The data folder.</param>
internal sealed record JournalPlace(JournalOptions Options, string Folder)
{
    /// <summary>The files of the data folder; it is made if it is missing.</summary>
    public JournalPaths Paths => JournalPaths.Of(Folder, DataFolder.SecretsOf(Folder), Options);

    /// <exception cref="Hosting.StartRefusedException">The journal is missing, or of another version.</exception>
    public IJournalArchive OpenArchive() =>
        Options.IsShared ? PostgresArchive.Open(Options) : JournalArchive.Open(Paths.Database);

    /// <exception cref="Hosting.StartRefusedException">The journal is missing, or of another version.</exception>
    public ICommandOutbox OpenOutbox() =>
        Options.IsShared ? PostgresCommandOutbox.Open(Options) : OutboxFile.Open(Paths.Database);

    /// <summary>The key of the webhook's URL. The first who asks makes it, be it a command or a server.</summary>
    public async Task<string> WebhookKeyAsync()
    {
        var own = DataFolder.SecretsOf(Folder);
        if (!Options.IsShared)
        {
            return own.WebhookKey;
        }

        using var database = PostgresDatabase.Of(Options);
        await PostgresSchema.MigrateAsync(database);
        return (await Installation.JoinAsync(database, own, Folder, hasJournal: false)).WebhookKey;
    }
}
