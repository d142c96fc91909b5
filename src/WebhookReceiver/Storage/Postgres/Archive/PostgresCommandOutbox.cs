using System.Globalization;
using Npgsql;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>The outbox of the shared journal, for commands.</summary>
internal sealed class PostgresCommandOutbox : ICommandOutbox
{
    private const int RowsAtOnce = 500;

    private readonly PostgresDatabase _database;
    private readonly PostgresOutbox _outbox;
    private HashSet<string>? _senders;

    private PostgresCommandOutbox(PostgresDatabase database)
    {
        _database = database;
        _outbox = new PostgresOutbox(database);
    }

    /// <exception cref="Hosting.StartRefusedException">The database cannot be used, or its journal is of another version.</exception>
    public static PostgresCommandOutbox Open(JournalOptions options) => new(PostgresArchive.OpenDatabase(options));

    public int Add(IReadOnlyList<OutboxEntry> entries, Action<int>? progress = null)
    {
        var (added, done) = (0, 0);
        foreach (var some in entries.Chunk(RowsAtOnce))
        {
            added += BlockingCall.Result(_database.InTransactionAsync(connection => AddAsync(connection, some)));
            done += some.Length;
            progress?.Invoke(done);
        }

        return added;
    }

    public bool HasWritten(string sender)
    {
        _senders ??= Senders();
        return _senders.Contains(sender) || _senders.Contains(ContactId.Of(sender));
    }

    public OutboxEntry? Find(string asked) =>
        Read(
                $"SELECT {OutboxRow.Columns} FROM {{schema}}.outbox o WHERE o.reference = $1 ORDER BY o.id DESC LIMIT 1",
                OutboxRow.Read,
                PostgresText.Escape(asked)
            )
            .FirstOrDefault()
        ?? (
            asked.StartsWith('o')
            && long.TryParse(asked.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? Read($"SELECT {OutboxRow.Columns} FROM {{schema}}.outbox o WHERE o.id = $1", OutboxRow.Read, id)
                    .FirstOrDefault()
                : null
        );

    public IReadOnlyList<OutboxEntry> List(OutboxQuery query) => BlockingCall.Result(_outbox.ListAsync(query));

    public OutboxEntry? Change(OutboxChange change)
    {
        BlockingCall.Run(_outbox.ChangeAllAsync([change]).AsTask());
        return BlockingCall.Result(_outbox.FindAsync(change.Reference).AsTask());
    }

    public IReadOnlyDictionary<OutboxState, int> Count(string topic) =>
        Read(
                "SELECT state, count(*) FROM {schema}.outbox WHERE topic = $1 GROUP BY state ORDER BY state",
                row => (State: (OutboxState)row.GetInt32(0), Count: (int)row.GetInt64(1)),
                PostgresText.Escape(topic)
            )
            .ToDictionary(one => one.State, one => one.Count);

    public string? WhyWaiting(string topic) =>
        Read(
                "SELECT detail FROM {schema}.outbox WHERE topic = $1 AND state = $2 ORDER BY id LIMIT 1",
                row => TextOf(row, 0),
                PostgresText.Escape(topic),
                (int)OutboxState.Throttled
            )
            .FirstOrDefault();

    public IReadOnlyList<(OutboxState State, string? Reason, int Count)> Failures(string topic) =>
        Read(
            """
            SELECT state, detail, count(*) FROM {schema}.outbox WHERE topic = $1 AND state = ANY($2)
            GROUP BY state, detail ORDER BY count(*) DESC, state, detail NULLS FIRST
            """,
            row => ((OutboxState)row.GetInt32(0), TextOf(row, 1), (int)row.GetInt64(2)),
            PostgresText.Escape(topic),
            new[]
            {
                (int)OutboxState.Unknown,
                (int)OutboxState.Refused,
                (int)OutboxState.Failed,
                (int)OutboxState.Dead,
                (int)OutboxState.Cancelled,
            }
        );

    public string? NotInUse() =>
        Read(
            "SELECT EXISTS (SELECT 1 FROM {schema}.replica WHERE seen > clock_timestamp() - interval '30 seconds')",
            row => row.GetBoolean(0)
        )[0]
            ? null
            : "the journal in the database";

    public void Dispose() => _database.Dispose();

    private async Task<int> AddAsync(NpgsqlConnection connection, OutboxEntry[] entries)
    {
        var added = 0;
        foreach (var entry in entries)
        {
            added += await _database.RunAsync(connection, OutboxRow.Insert, OutboxRow.ValuesOf(entry));
        }

        return added;
    }

    private HashSet<string> Senders()
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var sender in Read(
                "SELECT DISTINCT sender FROM {schema}.message",
                row => PostgresText.Read(row.GetString(0))
            )
        )
        {
            all.Add(sender);
            all.Add(ContactId.Of(sender));
        }

        return all;
    }

    private List<T> Read<T>(string statement, Func<NpgsqlDataReader, T> row, params object?[] values) =>
        BlockingCall.Result(_database.ReadAsync(statement, row, values));

    private static string? TextOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : PostgresText.Read(row.GetString(column));
}
