using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Writes events into a file: the settled ones, then the others. They keep their numbers where that is the order.</summary>
internal sealed class CopiedEvents(SqliteConnection file) : IDisposable
{
    private readonly Statement _insert = new(
        file,
        """
        INSERT INTO event(id, hash, stored, received, last, times, kind, event_id, project, raw) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO NOTHING
        """
    );

    private long _last;
    private long _stored;

    /// <summary>The number of the last settled event; 0: none.</summary>
    public long LastSettled { get; private set; }

    public void Add(NpgsqlDataReader row)
    {
        _last = Math.Max(_last + 1, row.GetInt64(0));
        _stored = Math.Max(_stored, row.GetInt64(2));
        _insert.Bind(1, _last);
        _insert.Bind(2, row.Bytes(1));
        _insert.Bind(3, _stored);
        _insert.Bind(4, row.GetInt64(3));
        _insert.Bind(5, row.GetInt64(4));
        _insert.Bind(6, row.GetInt64(5));
        _insert.Bind(7, row.GetInt32(6));
        _insert.Bind(8, row.Text(7));
        _insert.Bind(9, row.Text(8));
        _insert.Bind(10, row.Bytes(9));
        _insert.Run();
        if (row.GetBoolean(10))
        {
            LastSettled = _last;
        }
    }

    public void Dispose() => _insert.Dispose();
}
