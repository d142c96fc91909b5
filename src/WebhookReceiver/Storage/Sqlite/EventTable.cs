using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Rows of events.</summary>
internal static class EventTable
{
    /// <summary>
    /// Does not count a spooled event again that the store already has because its commit was reported as failed.
    /// </summary>
    public const string Insert = """
        INSERT INTO event(hash, stored, received, last, times, kind, event_id, project, raw)
        VALUES(?1, ?2, ?3, ?3, 1, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET times = times + 1, last = excluded.last WHERE excluded.last > last
        """;

    private const string Columns = "id, received, last, times, kind, event_id, project, raw";

    public static void Bind(Statement insert, EventRecord report, long stored)
    {
        insert.Bind(1, report.Hash.Span);
        insert.Bind(2, stored);
        insert.Bind(3, report.ReceivedAt.UtcTicks);
        insert.Bind(4, (int)report.Kind);
        insert.Bind(5, report.EventId);
        insert.Bind(6, report.Project);
        insert.Bind(7, report.Raw.Span);
    }

    /// <summary>Events after a row, in the order of storage.</summary>
    public static List<StoredEvent> After(SqliteConnection connection, long id, int most)
    {
        var events = new List<StoredEvent>();
        using var next = new Statement(connection, $"SELECT {Columns} FROM event WHERE id > ?1 ORDER BY id LIMIT ?2");
        next.Bind(1, id);
        next.Bind(2, most);
        while (next.Step())
        {
            events.Add(Read(next));
        }

        return events;
    }

    /// <summary>The last event up to which all after a row are among these: the mark never passes one that is not.</summary>
    public static long LastInOrder(SqliteConnection connection, long id, IReadOnlyList<StoredEvent> events)
    {
        var among = events.Select(report => report.Id).ToHashSet();
        using var next = new Statement(connection, "SELECT id FROM event WHERE id > ?1 ORDER BY id LIMIT ?2");
        next.Bind(1, id);
        next.Bind(2, events.Count);
        while (next.Step() && among.Contains(next.Integer(0)))
        {
            id = next.Integer(0);
        }

        return id;
    }

    /// <summary>All events, read in pages: one long read would block the checkpoint of the server's log.</summary>
    public static IEnumerable<StoredEvent> Pages(SqliteConnection connection, int atOnce, bool newestFirst)
    {
        var (which, start) = newestFirst ? ("id < ?1 ORDER BY id DESC", long.MaxValue) : ("id > ?1 ORDER BY id", 0L);
        using var page = new Statement(connection, $"SELECT {Columns} FROM event WHERE {which} LIMIT {atOnce}");
        var events = new List<StoredEvent>();
        do
        {
            events.Clear();
            page.Bind(1, start);
            while (page.Step())
            {
                events.Add(Read(page));
            }

            page.Reset();
            foreach (var report in events)
            {
                start = report.Id;
                yield return report;
            }
        } while (events.Count == atOnce);
    }

    private static StoredEvent Read(Statement row) =>
        new(
            row.Integer(0),
            new DateTimeOffset(row.Integer(1), TimeSpan.Zero),
            new DateTimeOffset(row.Integer(2), TimeSpan.Zero),
            row.Integer(3),
            (DeliveryEventKind)row.Integer(4),
            row.Text(5)!,
            row.Text(6)!,
            row.Bytes(7).ToArray()
        );
}
