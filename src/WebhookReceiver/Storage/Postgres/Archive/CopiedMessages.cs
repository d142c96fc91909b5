using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>
/// Writes messages of the shared journal into a file. A reply that was imported without its message is there once for each project.
/// </summary>
internal sealed class CopiedMessages(SqliteConnection file) : IDisposable
{
    private readonly Statement _insert = new(
        file,
        """
        INSERT INTO message(id, key, stored, received, seed, sender, rule, book, micros, reply, state_before, foreign_results, decoded, raw, tries, asked, checksum)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT DO NOTHING
        """
    );

    private long _stored;

    /// <summary>The last number.</summary>
    public long Last { get; private set; }

    public void Add(NpgsqlDataReader row)
    {
        Last = row.GetInt64(0);
        // Here stamps never fall from row to row.
        _stored = Math.Max(_stored, row.GetInt64(2));
        var (key, reply, decoded) = (row.Bytes(1), row.Bytes(9), row.Bytes(12));
        _insert.Bind(1, Last);
        _insert.BindOrNull(2, key);
        _insert.Bind(3, _stored);
        _insert.Bind(4, row.GetInt64(3));
        _insert.Bind(5, row.GetInt64(4));
        _insert.Bind(6, decoded.Length == 0 ? null : row.Text(5));
        _insert.Bind(7, row.Text(6));
        _insert.Bind(8, row.Text(7));
        _insert.BindOrNull(9, row.Number(8));
        _insert.BindOrNull(10, reply);
        _insert.BindOrNull(11, row.Bytes(10));
        _insert.BindOrNull(12, row.Bytes(11));
        _insert.BindOrNull(13, decoded);
        _insert.BindOrNull(14, row.Bytes(13));
        _insert.BindOrNull(15, row.IsDBNull(14) ? null : (long?)row.GetInt32(14));
        _insert.Bind(16, row.Text(15));
        _insert.BindOrNull(17, key.Length > 0 ? RowChecksum.OfMessage(Last, key, reply) : null);
        _insert.Run();
    }

    public void Dispose() => _insert.Dispose();
}
