using Npgsql;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// The requests to the platform that count in its minute (protocol sheet, section 4.1), for whoever sends next. All times are those of the database's
/// clock. A slot is written in the transaction that takes the entries, so no request is on its way without one.
/// </summary>
internal static class PushWindow
{
    /// <summary>The name of the lease.</summary>
    public static string LeaseOf(string project) => $"sending/{project}";

    /// <summary>Whether this server may send; no other one takes the lease before the transaction ends.</summary>
    public static async Task<bool> HoldsLeaseAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        string project,
        long epoch
    )
    {
        var held = await database.ReadAsync(
            connection,
            "SELECT 1 FROM {schema}.lease WHERE name = $1 AND epoch = $2 AND until > clock_timestamp() FOR SHARE",
            row => row.GetInt32(0),
            PostgresText.Escape(LeaseOf(project)),
            epoch
        );
        return held.Count > 0;
    }

    /// <summary>Notes a request that begins.</summary>
    public static Task<int> BeginAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        string project,
        long epoch
    ) =>
        database.RunAsync(
            connection,
            """
            INSERT INTO {schema}.push_slot(project, epoch, number)
            SELECT $1, $2, coalesce(max(number), 0) + 1 FROM {schema}.push_slot WHERE project = $1 AND epoch = $2
            """,
            PostgresText.Escape(project),
            epoch
        );

    /// <summary>Notes the end of the request under way, and what the platform wants.</summary>
    public static async Task<int> EndAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        string project,
        long epoch,
        TimeSpan pause,
        bool isTold
    )
    {
        await database.RunAsync(
            connection,
            "UPDATE {schema}.push_slot SET ended = clock_timestamp() WHERE project = $1 AND epoch = $2 AND ended IS NULL",
            PostgresText.Escape(project),
            epoch
        );
        await database.RunAsync(
            connection,
            "DELETE FROM {schema}.push_slot WHERE project = $1 AND ended < clock_timestamp() - interval '5 minutes'",
            PostgresText.Escape(project)
        );
        return pause <= TimeSpan.Zero && !isTold
            ? 0
            : await database.RunAsync(
                connection,
                """
                INSERT INTO {schema}.push_state AS s (project, pause_until, told)
                VALUES ($1, clock_timestamp() + $2, CASE WHEN $3 THEN clock_timestamp() END)
                ON CONFLICT (project) DO UPDATE SET
                  pause_until = greatest(s.pause_until, excluded.pause_until), told = coalesce(excluded.told, s.told)
                """,
                PostgresText.Escape(project),
                pause,
                isTold
            );
    }

    /// <summary>What the next sender must know. A request without an end counts as ended now.</summary>
    public static async Task<TakenOver> TakeOverAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        string project
    )
    {
        await database.RunAsync(
            connection,
            "UPDATE {schema}.push_slot SET ended = clock_timestamp() WHERE project = $1 AND ended IS NULL",
            PostgresText.Escape(project)
        );
        var ages = await database.ReadAsync(
            connection,
            "SELECT clock_timestamp() - ended FROM {schema}.push_slot WHERE project = $1 AND ended > clock_timestamp() - interval '61 seconds' ORDER BY ended",
            row => row.GetTimeSpan(0),
            PostgresText.Escape(project)
        );
        var state = await database.ReadAsync(
            connection,
            "SELECT pause_until - clock_timestamp(), clock_timestamp() - told FROM {schema}.push_state WHERE project = $1",
            row => (Pause: TimeOf(row, 0), ToldAgo: TimeOf(row, 1)),
            PostgresText.Escape(project)
        );
        var reached = await database.ReadAsync(
            connection,
            "SELECT channel, person, clock_timestamp() - at FROM {schema}.reached WHERE project = $1 AND at > clock_timestamp() - interval '24 hours'",
            row => new ReachedPerson(PostgresText.Read(row.GetString(0)), row.GetString(1), row.GetTimeSpan(2)),
            PostgresText.Escape(project)
        );
        return new TakenOver(
            ages,
            state is [{ Pause: { } pause }] ? pause : TimeSpan.Zero,
            state is [{ ToldAgo: var told }] ? told : null,
            reached
        );
    }

    public static async Task<int> KeepReachedAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        string project,
        IReadOnlyList<ReachedPerson> people
    )
    {
        foreach (var person in people)
        {
            await database.RunAsync(
                connection,
                "INSERT INTO {schema}.reached(project, channel, person) VALUES ($1, $2, $3) ON CONFLICT (project, channel, person) DO UPDATE SET at = clock_timestamp()",
                PostgresText.Escape(project),
                PostgresText.Escape(person.Channel),
                person.Person
            );
        }

        return await database.RunAsync(
            connection,
            "DELETE FROM {schema}.reached WHERE project = $1 AND at < clock_timestamp() - interval '24 hours'",
            PostgresText.Escape(project)
        );
    }

    private static TimeSpan? TimeOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetTimeSpan(column);
}
