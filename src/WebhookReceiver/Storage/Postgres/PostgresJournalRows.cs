using Npgsql;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>The rows of the shared journal. Each replica has its own index of them.</summary>
internal sealed class PostgresJournalRows(PostgresDatabase database, LineReader lines) : IJournalRows
{
    private const string Line = """
        SELECT id, received, sender, rule, micros, reply, state_before, decoded, stored < clock_timestamp() - interval '15 seconds'
        FROM {schema}.message
        """;

    internal const string Whole = """
        SELECT id, received, seed, sender, rule, book, micros, reply, state_before, foreign_results, decoded, raw FROM {schema}.message
        """;

    /// <summary>Not counted: the index is behind the database, and reads no more than a slice at once.</summary>
    public long Written => 0;

    public long Last() => Read("SELECT coalesce(max(id), 0) FROM {schema}.message", row => row.GetInt64(0))[0];

    /// <summary>Numbers are never given twice, so another database is one without this number's time.</summary>
    public bool IsSame(long id, long received) =>
        Read(
            "SELECT coalesce((SELECT received FROM {schema}.message WHERE id = $1), CASE WHEN (SELECT last_value FROM {schema}.message_id) >= $1 THEN $2 ELSE 0 END)",
            row => row.GetInt64(0),
            id,
            received
        )[0] == received;

    public long OldestKept(long from) =>
        Read(
            "SELECT coalesce(min(id), 9223372036854775807) FROM {schema}.message WHERE id >= $1 AND decoded IS NOT NULL",
            row => row.GetInt64(0),
            from
        )[0];

    /// <summary>
    /// Rows become visible in another order than that of their numbers. Fresh ones are read again at the next call, until nothing before them can
    /// be under way any more.
    /// </summary>
    public IndexSlice After(long after, int most)
    {
        var (last, received, isSettled) = (0L, 0L, true);
        var found = new List<IndexedLine>();
        foreach (
            var row in Read(
                $"{Line} WHERE id > $1 ORDER BY id LIMIT $2",
                row =>
                    (Line: LineOf(row), Id: row.GetInt64(0), Received: row.GetInt64(1), IsSettled: row.GetBoolean(8)),
                after,
                (long)most
            )
        )
        {
            isSettled &= row.IsSettled;
            (last, received) = isSettled ? (row.Id, row.Received) : (last, received);
            if (row.Line is { } line)
            {
                found.Add(line);
            }
        }

        return new IndexSlice(found, last, received);
    }

    public IReadOnlyList<IndexedLine> Of(IReadOnlyList<long> ids) =>
        [.. Read($"{Line} WHERE id = ANY($1)", LineOf, ids.ToArray()).OfType<IndexedLine>()];

    public IReadOnlyCollection<long> IdsAfter(long after, int most) =>
        Read(
            "SELECT id FROM {schema}.message WHERE id > $1 ORDER BY id LIMIT $2",
            row => row.GetInt64(0),
            after,
            (long)most
        );

    public IReadOnlyDictionary<long, StoredRow> RowsOf(IReadOnlyCollection<long> ids) =>
        Read($"{Whole} WHERE id = ANY($1) AND decoded IS NOT NULL", RowOf, ids.ToArray()).ToDictionary(row => row.Id);

    public IReadOnlyDictionary<long, byte[]> DecodedOf(IReadOnlyCollection<long> ids) =>
        Read(
                "SELECT id, decoded FROM {schema}.message WHERE id = ANY($1) AND decoded IS NOT NULL",
                row => (Id: row.GetInt64(0), Decoded: row.GetFieldValue<byte[]>(1)),
                ids.ToArray()
            )
            .ToDictionary(row => row.Id, row => row.Decoded);

    public async ValueTask<ContactState> StateOfAsync(ContactKey contact)
    {
        var stored = await database.ReadAsync(
            "SELECT version, state FROM {schema}.contact WHERE project = $1 AND channel = $2 AND sender = $3",
            StateOf,
            PostgresText.Escape(contact.Project),
            PostgresText.Escape(contact.Channel),
            PostgresText.Escape(contact.Sender)
        );
        return stored is [var state] ? state : ContactState.Empty;
    }

    public IReadOnlyList<(string Sender, ContactState State)> StatesWith(string ownName) =>
        Read(
            "SELECT version, state, sender FROM {schema}.contact WHERE position($1 IN state) > 0",
            row => (PostgresText.Read(row.GetString(2)), StateOf(row)),
            System.Text.Encoding.UTF8.GetBytes($"\"{ContactState.OwnPrefix}{ownName}\"")
        );

#pragma warning disable VSTHRD002 // As the journal in the data folder: the callers are on a thread of their own.
    private List<T> Read<T>(string statement, Func<NpgsqlDataReader, T> row, params object?[] values) =>
        database.ReadAsync(statement, row, values).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    private static ContactState StateOf(NpgsqlDataReader row) =>
        ContactState.Read(row.GetInt64(0), row.IsDBNull(1) ? default : row.GetFieldValue<byte[]>(1));

    private IndexedLine? LineOf(NpgsqlDataReader row) =>
        lines.LineOf(
            row.GetInt64(0),
            row.GetInt64(1),
            PostgresText.Read(row.GetString(2)),
            row.IsDBNull(3) ? null : PostgresText.Read(row.GetString(3)),
            row.IsDBNull(4) ? 0 : row.GetInt64(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
            BytesOf(row, 6),
            BytesOf(row, 7)
        );

    internal static StoredRow RowOf(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
            row.GetInt64(2),
            // Forgotten with the content.
            row.GetString(3)
                is ""
            && row.IsDBNull(10)
                ? null
                : PostgresText.Read(row.GetString(3)),
            row.IsDBNull(4) ? null : PostgresText.Read(row.GetString(4)),
            row.IsDBNull(5) ? null : PostgresText.Read(row.GetString(5)),
            row.IsDBNull(6) ? null : TimeSpan.FromMicroseconds(row.GetInt64(6)),
            row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
            BytesOf(row, 8),
            BytesOf(row, 9),
            BytesOf(row, 10),
            BytesOf(row, 11)
        );

    private static byte[] BytesOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);
}
