using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>The secrets that all replicas have: those of the first one that started.</summary>
internal static class Installation
{
    /// <summary>The secrets of the installation; the first replica brings its own.</summary>
    /// <exception cref="StartRefusedException">The folder belongs to another installation.</exception>
    public static async Task<Secrets> JoinAsync(PostgresDatabase database, Secrets own, string folder)
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
            if (own.AreOfServer && !own.AreNew && !shared.HashKey.AsSpan().SequenceEqual(own.HashKey))
            {
                throw new StartRefusedException(
                    $"Journal:Folder: {folder} has the secrets of another installation than the database. Name an empty folder, "
                        + "or move its journal up first with the command 'journal import'."
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
