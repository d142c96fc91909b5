using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Writes unreadable bodies, and what is left of erased messages, into a file.</summary>
internal sealed class CopiedRemains(SqliteConnection file) : IDisposable
{
    private readonly Statement _unreadable = new(
        file,
        "INSERT INTO quarantine(hash, stored, reason, body) VALUES(?1, ?2, ?3, ?4)"
    );

    private readonly Statement _tombstone = new(
        file,
        "INSERT INTO tombstone(hash, stored) VALUES(?1, ?2) ON CONFLICT DO NOTHING"
    );

    public void AddUnreadable(NpgsqlDataReader row)
    {
        var body = row.Bytes(3);
        _unreadable.Bind(1, row.Bytes(0));
        _unreadable.Bind(2, new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero).ToUnixTimeSeconds());
        _unreadable.Bind(3, row.Text(2));
        _unreadable.Bind(4, body.Length > 0 ? body : [0]);
        _unreadable.Run();
    }

    public void AddTombstone(NpgsqlDataReader row)
    {
        _tombstone.Bind(1, row.Bytes(0));
        _tombstone.Bind(2, row.GetInt64(1));
        _tombstone.Run();
    }

    public void Dispose()
    {
        _unreadable.Dispose();
        _tombstone.Dispose();
    }
}
