using Npgsql;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// Forgets people for all servers. A keyed hash a message remains, so that a late delivery is silent. Each server then erases its own index, and says
/// so with its next sign of life. Copies of the database, and its log, have the bytes until they age.
/// </summary>
internal sealed class PostgresEraser(PostgresDatabase database, TimeProvider time) : IEraser
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public async Task<long> ForgetAsync(string asked)
    {
        var (erased, number) = await database.InTransactionAsync(connection => EraseAsync(connection, asked));
        var since = time.GetTimestamp();
        while (await OthersAsync(number) > 0)
        {
            if (time.GetElapsedTime(since) > LongestWait)
            {
                throw new JournalUnavailableException(
                    "The database has forgotten the contact, but another server has not yet erased its index; try again."
                );
            }

            await Task.Delay(BetweenLooks, time);
        }

        return erased;
    }

    /// <summary>The newest erasure; 0 if there was none.</summary>
    public static async Task<long> NewestAsync(PostgresDatabase database) =>
        (await database.ReadAsync("SELECT coalesce(max(id), 0) FROM {schema}.erasure", row => row.GetInt64(0)))[0];

    /// <summary>How many live servers have not followed yet.</summary>
    private async Task<long> OthersAsync(long number) =>
        (
            await database.ReadAsync(
                "SELECT count(*) FROM {schema}.replica WHERE forgot < $1 AND seen > clock_timestamp() - interval '30 seconds'",
                row => row.GetInt64(0),
                number
            )
        )[0];

    private async Task<(long Erased, long Number)> EraseAsync(NpgsqlConnection connection, string asked)
    {
        var senders = await SendersAsync(connection, asked);
        // Messages of these contacts that are under way come after this.
        await database.ReadAsync(
            connection,
            "SELECT 1 FROM {schema}.contact WHERE sender = ANY($1) ORDER BY project, channel, sender FOR UPDATE",
            _ => true,
            senders
        );
        await database.RunAsync(
            connection,
            """
            INSERT INTO {schema}.tombstone(project, hash, day)
            SELECT s.project, {schema}.tombstone_1(s.key), s.day
            FROM {schema}.message m JOIN {schema}.seen s ON s.project = m.project AND s.key = m.key
            WHERE m.sender = ANY($1)
            ON CONFLICT DO NOTHING
            """,
            senders
        );
        await database.RunAsync(
            connection,
            "DELETE FROM {schema}.seen s USING {schema}.message m WHERE s.project = m.project AND s.key = m.key AND m.sender = ANY($1)",
            senders
        );
        var erased = await database.RunAsync(
            connection,
            "DELETE FROM {schema}.message WHERE sender = ANY($1)",
            senders
        );
        await database.RunAsync(connection, "DELETE FROM {schema}.contact WHERE sender = ANY($1)", senders);
        await database.RunAsync(
            connection,
            "DELETE FROM {schema}.outbox WHERE sender = ANY($1) OR about = ANY($1)",
            senders
        );
        foreach (var spelling in OldMobiles.Spellings(asked))
        {
            await DeleteBodiesThatNameAsync(connection, spelling);
        }

        var number = await database.ReadAsync(
            connection,
            "INSERT INTO {schema}.erasure(messages) VALUES ($1) RETURNING id",
            row => row.GetInt64(0),
            (long)erased
        );
        return (erased, number[0]);
    }

    /// <summary>The stored spellings of the number.</summary>
    private async Task<List<string>> SendersAsync(NpgsqlConnection connection, string asked)
    {
        var all = await database.ReadAsync(
            connection,
            """
            SELECT sender FROM {schema}.contact UNION SELECT sender FROM {schema}.message
            UNION SELECT sender FROM {schema}.outbox UNION SELECT about FROM {schema}.outbox WHERE about IS NOT NULL
            """,
            row => row.GetString(0)
        );
        return [.. all.Where(sender => SenderMatch.IsOf(PostgresText.Read(sender), asked))];
    }

    // An event that names several contacts is deleted whole: the outbox has its news about the others.
    private async Task DeleteBodiesThatNameAsync(NpgsqlConnection connection, string asked)
    {
        var digits = SenderMatch.DigitsOf(asked);
        var part = System.Text.Encoding.UTF8.GetBytes(digits.Length > 0 ? digits : asked);
        var events = await database.ReadAsync(
            connection,
            "SELECT id, raw FROM {schema}.event WHERE position($1 IN raw) > 0",
            row => (Id: row.GetInt64(0), Raw: row.GetFieldValue<byte[]>(1)),
            part
        );
        await database.RunAsync(
            connection,
            "DELETE FROM {schema}.event WHERE id = ANY($1)",
            events.Where(report => EventMatch.Has(report.Raw, asked)).Select(report => report.Id).ToArray()
        );
        await database.RunAsync(connection, "DELETE FROM {schema}.quarantine WHERE position($1 IN body) > 0", part);
    }
}
