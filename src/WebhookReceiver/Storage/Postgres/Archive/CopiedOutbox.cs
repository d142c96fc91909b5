using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Writes the outbox into a file.</summary>
internal sealed class CopiedOutbox(SqliteConnection file) : IDisposable
{
    private const int Served = 21;
    private const int Turn = 22;

    private readonly Statement _insert = new(
        file,
        """
        INSERT INTO outbox(id, reference, message, project, channel, sender, topic, created, due, expires, state, attempts, next, changed, served,
          push_id, message_id, detail, body, about, failures, failing, turn, checksum, guard)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)
        ON CONFLICT DO NOTHING
        """
    );

    public void Add(NpgsqlDataReader row)
    {
        var entry = OutboxRow.Read(row);
        _insert.Bind(1, entry.Id);
        _insert.Bind(2, entry.Reference);
        _insert.BindOrNull(3, entry.Message);
        _insert.Bind(4, entry.Contact.Project);
        _insert.Bind(5, entry.Contact.Channel);
        _insert.Bind(6, entry.Contact.Sender);
        _insert.Bind(7, entry.Topic);
        _insert.Bind(8, entry.CreatedAt.UtcTicks);
        _insert.Bind(9, entry.DueAt.UtcTicks);
        _insert.BindOrNull(10, entry.ExpiresAt?.UtcTicks);
        _insert.Bind(11, (int)entry.State);
        _insert.Bind(12, entry.Attempts);
        _insert.Bind(13, entry.NextAt.UtcTicks);
        _insert.Bind(14, entry.ChangedAt.UtcTicks);
        _insert.BindOrNull(15, row.Number(Served));
        _insert.Bind(16, entry.PushId);
        _insert.Bind(17, entry.MessageId);
        _insert.Bind(18, entry.Detail);
        _insert.Bind(19, entry.Body.Span);
        _insert.Bind(20, entry.About);
        _insert.Bind(21, entry.Failures);
        _insert.BindOrNull(22, entry.FailingSince?.UtcTicks);
        _insert.Bind(23, row.GetInt64(Turn));
        _insert.Bind(24, RowChecksum.OfEntry(entry));
        _insert.Bind(25, OutboxGuard.Of(entry));
        _insert.Run();
    }

    public void Dispose() => _insert.Dispose();
}
