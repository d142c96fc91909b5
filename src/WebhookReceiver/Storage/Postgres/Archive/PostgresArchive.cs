using Npgsql;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>The shared journal, as commands read it.</summary>
/// <param name="database">The database.</param>
/// <param name="owned">The same, if it ends with this archive.</param>
internal sealed class PostgresArchive(PostgresDatabase database, IDisposable? owned = null) : IJournalArchive
{
    private const int RowsAtOnce = 500;

    private const string Event = "SELECT id, received, last, times, kind, event_id, project, raw FROM {schema}.event";

    /// <exception cref="StartRefusedException">The database cannot be used, or its journal is of another version.</exception>
    public static PostgresArchive Open(JournalOptions options)
    {
#pragma warning disable CA2000 // It ends with the archive.
        var database = OpenDatabase(options);
#pragma warning restore CA2000
        return new PostgresArchive(database, database);
    }

    /// <summary>A database that has the journal of this program.</summary>
    /// <exception cref="StartRefusedException">The database cannot be used, or its journal is of another version.</exception>
    public static PostgresDatabase OpenDatabase(JournalOptions options)
    {
        BlockingCall.Run(DemandAsync(options));
        return PostgresDatabase.Of(options);
    }

    public StoredRow? Show(long id) =>
        Read($"{PostgresJournalRows.Whole} WHERE id = $1", PostgresJournalRows.RowOf, id).FirstOrDefault();

    public IEnumerable<StoredRow> Find(string? asked, int limit) =>
        Messages("id < $1 ORDER BY id DESC", start: long.MaxValue)
            .Where(row => asked is null || row.Matches(asked))
            .Take(limit);

    public IEnumerable<StoredRow> Export(DateTimeOffset since) =>
        Messages("id > $1 ORDER BY id", start: 0).Where(row => row.ReceivedAt >= since);

    public StoredEvent? ShowEvent(long id) =>
        Read($"{Event} WHERE id = $1", PostgresOutbox.EventOf, id).FirstOrDefault();

    public OutboxEntry? ShowToSend(long id) =>
        Read($"SELECT {OutboxRow.Columns} FROM {{schema}}.outbox o WHERE o.id = $1", OutboxRow.Read, id)
            .FirstOrDefault();

    public IEnumerable<StoredEvent> FindEvents(string? asked, int limit) =>
        Events("id < $1 ORDER BY id DESC", start: long.MaxValue)
            .Where(report => asked is null || EventMatch.Has(report.Raw, asked))
            .Take(limit);

    public IEnumerable<StoredEvent> ExportEvents(DateTimeOffset since) =>
        Events("id > $1 ORDER BY id", start: 0).Where(report => report.LastAt >= since);

    public IEnumerable<OutboxEntry> FindToSend(string? asked, int limit) =>
        BlockingCall.Result(new PostgresOutbox(database).ListAsync(new OutboxQuery(Sender: asked, Most: limit)));

    public IReadOnlyList<QuarantinedBody> Quarantined(int most) =>
        BlockingCall.Result(PostgresQuarantine.ListAsync(database, most).AsTask());

    public QuarantinedBody? ShowQuarantined(long id) =>
        BlockingCall.Result(PostgresQuarantine.FindAsync(database, id).AsTask());

    public JournalCounts Count() =>
        Read(
            """
            SELECT
              (SELECT count(*) FROM {schema}.message), (SELECT count(*) FROM {schema}.message WHERE reply IS NULL),
              (SELECT count(*) FROM {schema}.contact WHERE state IS NOT NULL), (SELECT count(*) FROM {schema}.event),
              (SELECT count(*) FROM {schema}.outbox WHERE state <= 2), (SELECT count(*) FROM {schema}.outbox WHERE state > 2),
              (SELECT count(*) FROM {schema}.quarantine), (SELECT count(*) FROM {schema}.tombstone)
            """,
            row => new JournalCounts(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetInt64(6),
                row.GetInt64(7)
            )
        )[0];

    public void Dispose() => owned?.Dispose();

    private static async Task DemandAsync(JournalOptions options)
    {
        using var database = PostgresDatabase.Of(options);
        try
        {
            await using var connection = await database.OpenAsync();
            var isThere = await database.ReadAsync(
                connection,
                "SELECT to_regclass($1) IS NOT NULL",
                row => row.GetBoolean(0),
                $"{database.Schema}.schema_step"
            );
            var step = isThere[0]
                ? await database.ReadAsync(
                    connection,
                    "SELECT max(number), max(least_reader) FROM {schema}.schema_step",
                    row => (Number: row.GetInt32(0), LeastReader: row.GetInt32(1))
                )
                : [];
            if (step is not [{ Number: > 0 } done])
            {
                throw new StartRefusedException(
                    $"There is no journal in the schema {database.Schema} of the database. Start the server once, or name another schema with --Journal:Schema=…"
                );
            }

            if (done.Number < PostgresSchema.Steps.Length || done.LeastReader > PostgresSchema.Steps.Length)
            {
                throw new StartRefusedException(
                    $"The journal in the database has schema {done.Number}, this program knows {PostgresSchema.Steps.Length}. Use the program that serves from it."
                );
            }
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            throw PostgresSchema.Refusal(e);
        }
    }

    private IEnumerable<StoredRow> Messages(string which, long start) =>
        Pages($"{PostgresJournalRows.Whole} WHERE {which} LIMIT $2", PostgresJournalRows.RowOf, row => row.Id, start);

    private IEnumerable<StoredEvent> Events(string which, long start) =>
        Pages($"{Event} WHERE {which} LIMIT $2", PostgresOutbox.EventOf, report => report.Id, start);

    // In pages: a long transaction would keep the database from tidying up, and a whole table is more than the memory.
    private IEnumerable<T> Pages<T>(string statement, Func<NpgsqlDataReader, T> read, Func<T, long> idOf, long start)
    {
        List<T> page;
        do
        {
            page = Read(statement, read, start, (long)RowsAtOnce);
            foreach (var row in page)
            {
                start = idOf(row);
                yield return row;
            }
        } while (page.Count == RowsAtOnce);
    }

    private List<T> Read<T>(string statement, Func<NpgsqlDataReader, T> row, params object?[] values) =>
        BlockingCall.Result(database.ReadAsync(statement, row, values));
}
