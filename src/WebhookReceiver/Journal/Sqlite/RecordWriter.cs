using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>
/// Writes records into an open transaction. Idempotent: a record that is there with its answer stays as it is, and neither
/// its state nor its follow-ups happen again.
/// </summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _message;
    private readonly Statement _reply;
    private readonly Statement _contact;
    private readonly Statement _followUp;

    public RecordWriter(SqliteConnection connection)
    {
        _connection = connection;
        _message = new Statement(
            connection,
            """
            INSERT INTO message(key, stored, received, seed, sender, rule, book, micros, reply, state_before, foreign_results, decoded, raw)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT(key) WHERE key IS NOT NULL DO UPDATE SET
              received = excluded.received, seed = excluded.seed, sender = excluded.sender, rule = excluded.rule, book = excluded.book,
              micros = excluded.micros, reply = excluded.reply, state_before = excluded.state_before,
              foreign_results = excluded.foreign_results, decoded = excluded.decoded, raw = excluded.raw
            WHERE message.reply IS NULL AND excluded.reply IS NOT NULL
            """
        );
        _reply = new Statement(connection, "SELECT id, reply FROM message WHERE key = ?1");
        _contact = new Statement(
            connection,
            """
            INSERT INTO contact(project, channel, sender, version, state) VALUES(?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET version = excluded.version, state = excluded.state WHERE excluded.version >= contact.version
            """
        );
        _followUp = new Statement(
            connection,
            "INSERT INTO follow_up(message, project, channel, sender, due, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
        );
    }

    /// <returns>The reply that counts; empty if the message is only received.</returns>
    public ReadOnlyMemory<byte> Write(JournalRecord record, long stored)
    {
        var wasWritten = WriteMessage(record, stored);
        if (!wasWritten)
        {
            return StoredReply(record.Key, out _);
        }

        if (record.Answer is not { } answer)
        {
            return default;
        }

        if (answer.StateAfter is { } state)
        {
            WriteState(record.Contact, state);
        }

        if (!answer.FollowUps.IsDefaultOrEmpty)
        {
            WriteFollowUps(record, answer);
        }

        return answer.Reply;
    }

    public void Dispose()
    {
        _message.Dispose();
        _reply.Dispose();
        _contact.Dispose();
        _followUp.Dispose();
    }

    private bool WriteMessage(JournalRecord record, long stored)
    {
        Span<byte> key = stackalloc byte[JournalKey.Length];
        record.Key.WriteTo(key);
        _message.Bind(1, key);
        _message.Bind(2, stored);
        _message.Bind(3, record.ReceivedAt.UtcTicks);
        _message.Bind(4, record.Seed);
        _message.Bind(5, record.Contact.Sender);
        if (record.Answer is { } answer)
        {
            _message.Bind(6, answer.RuleName);
            _message.Bind(7, answer.BookVersion);
            _message.Bind(8, (long)answer.Duration.TotalMicroseconds);
            _message.Bind(9, answer.Reply.Span);
            _message.BindOrNull(11, answer.ForeignResults);
        }
        else
        {
            _message.BindNull(6);
            _message.BindNull(7);
            _message.BindNull(8);
            _message.BindNull(9);
            _message.BindNull(11);
        }

        _message.BindOrNull(10, record.StateBefore);
        _message.BindOrNull(12, record.Decoded);
        _message.BindOrNull(13, record.Raw);
        _message.Run();
        return raw.sqlite3_changes(_connection.Handle) > 0;
    }

    private ReadOnlyMemory<byte> StoredReply(JournalKey key, out long id)
    {
        Span<byte> bytes = stackalloc byte[JournalKey.Length];
        key.WriteTo(bytes);
        _reply.Bind(1, bytes);
        var reply = _reply.Step() ? _reply.Bytes(1).ToArray() : [];
        id = _reply.Integer(0);
        _reply.Reset();
        return reply;
    }

    private void WriteState(ContactKey contact, ContactState state)
    {
        _contact.Bind(1, contact.Project);
        _contact.Bind(2, contact.Channel);
        _contact.Bind(3, contact.Sender);
        _contact.Bind(4, state.Version);
        _contact.BindOrNull(5, state.Stored);
        _contact.Run();
    }

    private void WriteFollowUps(JournalRecord record, JournalAnswer answer)
    {
        StoredReply(record.Key, out var message);
        foreach (var followUp in answer.FollowUps)
        {
            _followUp.Bind(1, message);
            _followUp.Bind(2, record.Contact.Project);
            _followUp.Bind(3, record.Contact.Channel);
            _followUp.Bind(4, record.Contact.Sender);
            _followUp.Bind(5, followUp.DueAt.UtcTicks);
            _followUp.Bind(6, followUp.Body.Span);
            _followUp.Run();
        }
    }
}
