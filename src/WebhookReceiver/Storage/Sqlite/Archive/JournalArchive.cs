using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>The journal in the data folder.</summary>
internal sealed class JournalArchive : IJournalArchive
{
    /// <summary>The columns of a <see cref="StoredRow"/>.</summary>
    public const string Columns =
        "id, received, seed, sender, rule, book, micros, reply, state_before, foreign_results, decoded, raw";

    private const int RowsAtOnce = 500;

    private readonly SqliteConnection _connection;

    private JournalArchive(SqliteConnection connection) => _connection = connection;

    /// <exception cref="StartRefusedException">The journal is missing, or of another version.</exception>
    public static JournalArchive Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new StartRefusedException(
                $"There is no journal at {path}. Name the data folder with --Journal:Folder=…"
            );
        }

        Database.RequireVersion();
        try
        {
            var connection = Database.OpenForReading(path);
            var version = Database.Number(connection, "PRAGMA user_version");
            if (version == Schema.Version)
            {
                return new JournalArchive(connection);
            }

            connection.Dispose();
            throw new StartRefusedException(
                $"The journal {path} has schema {version}, this program knows {Schema.Version}. Use the program that serves from it."
            );
        }
        catch (SqliteException e)
        {
            throw new StartRefusedException($"The journal {path} cannot be read: {e.Message}", e);
        }
    }

    public StoredRow? Show(long id)
    {
        using var one = new Statement(_connection, $"SELECT {Columns} FROM message WHERE id = ?1");
        one.Bind(1, id);
        return one.Step() ? StoredRow.Read(one) : null;
    }

    public IEnumerable<StoredRow> Find(string? asked, int limit) =>
        Pages("id < ?1 ORDER BY id DESC", start: long.MaxValue)
            .Where(row => asked is null || row.Matches(asked))
            .Take(limit);

    public IEnumerable<StoredRow> Export(DateTimeOffset since) =>
        Pages("id > ?1 ORDER BY id", start: 0).Where(row => row.ReceivedAt >= since);

    public StoredEvent? ShowEvent(long id) =>
        EventTable.After(_connection, id - 1, most: 1) is [var report] && report.Id == id ? report : null;

    public OutboxEntry? ShowToSend(long id) => OutboxTable.Find(_connection, id);

    public IEnumerable<StoredEvent> FindEvents(string? asked, int limit) =>
        EventTable
            .Pages(_connection, RowsAtOnce, newestFirst: true)
            .Where(report => asked is null || EventMatch.Has(report.Raw, asked))
            .Take(limit);

    public IEnumerable<StoredEvent> ExportEvents(DateTimeOffset since) =>
        EventTable.Pages(_connection, RowsAtOnce, newestFirst: false).Where(report => report.LastAt >= since);

    public IEnumerable<OutboxEntry> FindToSend(string? asked, int limit) =>
        OutboxTable.List(_connection, new OutboxQuery(Sender: asked, Most: limit));

    public IReadOnlyList<QuarantinedBody> Quarantined(int most) => Quarantine.List(_connection, most);

    public QuarantinedBody? ShowQuarantined(long id) => Quarantine.Find(_connection, id);

    public JournalCounts Count() => JournalCounts.Of(_connection);

    // In pages: one long read would block the checkpoint of the server's log.
    private IEnumerable<StoredRow> Pages(string which, long start)
    {
        using var page = new Statement(_connection, $"SELECT {Columns} FROM message WHERE {which} LIMIT {RowsAtOnce}");
        var rows = new List<StoredRow>();
        do
        {
            rows.Clear();
            page.Bind(1, start);
            while (page.Step())
            {
                rows.Add(StoredRow.Read(page));
            }

            page.Reset();
            foreach (var row in rows)
            {
                start = row.Id;
                yield return row;
            }
        } while (rows.Count == RowsAtOnce);
    }

    public void Dispose() => _connection.Dispose();
}
