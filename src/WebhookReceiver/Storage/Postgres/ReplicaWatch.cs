using Npgsql;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>The version of the rules that answer at this server; the rules know it.</summary>
internal delegate string LiveRulesVersion();

/// <summary>
/// Says that this server lives, and looks at the others: different rules, and a clock that is not the database's, are shown and change nothing.
/// </summary>
internal sealed partial class ReplicaWatch(
    PostgresDatabase database,
    Replica replica,
    JournalHealth health,
    LiveRulesVersion rules,
    TimeProvider time,
    ILogger<ReplicaWatch> logger
)
{
    private static readonly TimeSpan LongestClockOffset = TimeSpan.FromSeconds(5);

    /// <summary>While new rules reach one server after the other, they differ for a moment.</summary>
    private static readonly TimeSpan LongestDifference = TimeSpan.FromSeconds(60);

    private long? _differsSince;
    private string? _told;

    /// <param name="forgot">The newest erasure that this server has followed.</param>
    /// <exception cref="JournalUnavailableException">The database fails.</exception>
    public async Task BeatAsync(long forgot)
    {
        var before = time.GetUtcNow();
        var clock = await database.InTransactionAsync(connection => BeatAsync(connection, forgot));
        var books = await database.ReadAsync(
            "SELECT DISTINCT book FROM {schema}.replica WHERE book <> '' AND seen > clock_timestamp() - interval '10 seconds'",
            row => row.GetString(0)
        );
        Tell(OffsetTrouble(before, clock, time.GetUtcNow()) ?? RulesTrouble(books.Count));
    }

    /// <summary>A server that stopped does not count as one that is silent.</summary>
    public Task LeaveAsync() =>
        database.InTransactionAsync(connection =>
            database.RunAsync(connection, "DELETE FROM {schema}.replica WHERE id = $1", replica.Id)
        );

    private async Task<DateTimeOffset> BeatAsync(NpgsqlConnection connection, long forgot) =>
        (
            await database.ReadAsync(
                connection,
                """
                INSERT INTO {schema}.replica(id, name, build, book, forgot) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp(), book = excluded.book, forgot = excluded.forgot
                RETURNING seen
                """,
                row => row.GetFieldValue<DateTimeOffset>(0),
                replica.Id,
                replica.Name,
                replica.Build,
                rules(),
                forgot
            )
        )[0];

    private static string? OffsetTrouble(DateTimeOffset before, DateTimeOffset clock, DateTimeOffset after)
    {
        var off =
            clock < before ? before - clock
            : clock > after ? clock - after
            : TimeSpan.Zero;
        return off > LongestClockOffset
            ? "this server's clock is not the database's: times of messages are wrong here. Let both follow a time server"
            : null;
    }

    private string? RulesTrouble(int books)
    {
        if (books < 2)
        {
            _differsSince = null;
            return null;
        }

        _differsSince ??= time.GetTimestamp();
        return time.GetElapsedTime(_differsSince.Value) > LongestDifference
            ? "the servers have different rules, so equal messages get different answers. Give all of them the same rules folder, and approve at each"
            : null;
    }

    private void Tell(string? trouble)
    {
        if (trouble == _told)
        {
            return;
        }

        _told = trouble;
        health.Is(trouble);
        if (trouble is not null)
        {
            Log.Trouble(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Several servers share the journal, and {Trouble}")]
        public static partial void Trouble(ILogger logger, string trouble);
    }
}
