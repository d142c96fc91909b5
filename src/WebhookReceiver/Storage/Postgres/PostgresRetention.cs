using Npgsql;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// Removes what is older than the settings say: whole days of messages at once, and the rest in pieces. Days are those of the database's clock. One
/// server does it at a time.
/// </summary>
internal sealed class PostgresRetention(PostgresDatabase database, JournalOptions options)
{
    /// <summary>The name of the lease.</summary>
    public const string Lease = "keeping";

    /// <summary>Partitions are made so many days before they are needed.</summary>
    public const int DaysAhead = 7;

    private const int RowsAtOnce = 5_000;

    private const string Today = "(clock_timestamp() AT TIME ZONE 'UTC')::date";

    /// <summary>Ticks of an instant of the database's clock.</summary>
    private const string Ticks = "621355968000000000 + (extract(epoch FROM clock_timestamp()) * 10000000)::bigint";

    /// <exception cref="JournalUnavailableException">The database fails; the next call goes on.</exception>
    public async Task RunAsync()
    {
        await database.InTransactionAsync(connection =>
            database.ReadAsync(connection, "SELECT {schema}.make_days_1($1)", _ => true, DaysAhead)
        );
        foreach (var day in await OldDaysAsync())
        {
            await database.InTransactionAsync(connection =>
                database.RunAsync(connection, $"DROP TABLE {{schema}}.\"{day}\"")
            );
        }

        await DeleteAsync("message_other", $"day < {Today} - $2", Math.Max(options.MessageDays, options.IdDays));
        await DeleteAsync("seen", $"day < {Today} - $2", options.IdDays);
        await DeleteAsync("tombstone", $"day < {Today} - $2", options.IdDays);
        await DeleteAsync("event", $"day < {Today} - $2", options.MessageDays);
        await DeleteAsync("quarantine", $"stored < clock_timestamp() - make_interval(days => $2)", options.MessageDays);
        // What is still to be sent has its own expiry.
        await DeleteAsync(
            "outbox",
            $"state > {(int)OutboxState.Sending} AND changed < {Ticks} - $2 * 864000000000",
            options.MessageDays
        );
        await ForgetContentAsync();
        await database.InTransactionAsync(connection =>
            database.RunAsync(
                connection,
                "DELETE FROM {schema}.replica WHERE seen < clock_timestamp() - interval '1 day'"
            )
        );
    }

    /// <summary>The partitions that are too old; their names end with the day.</summary>
    private async Task<List<string>> OldDaysAsync() =>
        await database.ReadAsync(
            $$"""
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = '{schema}.message'::regclass AND c.relname ~ '^message_[0-9]{8}$'
              AND to_date(right(c.relname, 8), 'YYYYMMDD') < {{Today}} - $1
            """,
            row => row.GetString(0),
            Math.Max(options.MessageDays, options.IdDays)
        );

    /// <summary>Only if messages are kept for less time than ids: the reply stays for redeliveries.</summary>
    private async Task ForgetContentAsync()
    {
        if (options.MessageDays < options.IdDays)
        {
            await InPiecesAsync(connection =>
                database.RunAsync(
                    connection,
                    $$"""
                    UPDATE {schema}.message m SET sender = '', decoded = NULL, raw = NULL, state_before = NULL, foreign_results = NULL
                    FROM (SELECT day, id FROM {schema}.message WHERE day < {{Today}} - $2 AND decoded IS NOT NULL LIMIT $1) old
                    WHERE m.day = old.day AND m.id = old.id
                    """,
                    RowsAtOnce,
                    options.MessageDays
                )
            );
        }
    }

    private Task DeleteAsync(string table, string which, int days) =>
        InPiecesAsync(connection =>
            database.RunAsync(
                connection,
                $"DELETE FROM {{schema}}.{table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {{schema}}.{table} WHERE {which} LIMIT $1))",
                RowsAtOnce,
                days
            )
        );

    private async Task InPiecesAsync(Func<NpgsqlConnection, Task<int>> change)
    {
        while (await database.InTransactionAsync(change) == RowsAtOnce) { }
    }
}
