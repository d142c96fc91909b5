using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>The secrets that all replicas have: those of the first one that started.</summary>
internal static class Installation
{
    /// <summary>The secrets of the installation.</summary>
    /// <exception cref="StartRefusedException">There are none yet.</exception>
    public static async Task<Secrets> ReadAsync(PostgresDatabase database)
    {
        var all = await database.ReadAsync(
            "SELECT hash_key, webhook_key FROM {schema}.installation",
            row => new Secrets(row.GetString(1), row.GetFieldValue<byte[]>(0), AreNew: false, AreOfServer: true)
        );
        return all is [var secrets]
            ? secrets
            : throw new StartRefusedException(
                "No server has started with this database yet, so there is nothing to copy."
            );
    }

    /// <summary>The secrets of the installation; the first replica brings its own.</summary>
    /// <param name="database">The database.</param>
    /// <param name="own">The secrets in the data folder.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="hasJournal">Whether the folder has a journal of its own.</param>
    /// <exception cref="StartRefusedException">The folder belongs to another installation.</exception>
    public static async Task<Secrets> JoinAsync(PostgresDatabase database, Secrets own, string folder, bool hasJournal)
    {
        try
        {
            await database.InTransactionAsync(connection =>
                database.RunAsync(
                    connection,
                    "INSERT INTO {schema}.installation(hash_key, webhook_key) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    own.HashKey,
                    own.WebhookKey
                )
            );
            var all = await database.ReadAsync(
                "SELECT hash_key, webhook_key FROM {schema}.installation",
                row => own with { HashKey = row.GetFieldValue<byte[]>(0), WebhookKey = row.GetString(1) }
            );
            var shared = all[0];
            if (hasJournal && !shared.HashKey.AsSpan().SequenceEqual(own.HashKey))
            {
                throw new StartRefusedException(
                    $"Journal:Folder: {folder} has the journal of another installation than the database. Name an empty folder, "
                        + "or move that journal up with the command 'journal import'."
                );
            }

            return shared;
        }
        catch (JournalUnavailableException e)
        {
            throw PostgresSchema.Refusal(e.InnerException ?? e);
        }
    }
}
