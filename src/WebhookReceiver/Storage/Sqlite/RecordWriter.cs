using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Writes records into an open transaction. Idempotent: a stored record with an answer stays unchanged, and neither its
/// state nor its follow-ups happen again.
/// </summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SeenIndex _seen;
    private readonly Statement _insert;
    private readonly Statement _complete;
    private readonly Statement _key;
    private readonly Statement _asked;
    private readonly Statement _reply;
    private readonly Statement _contact;
    private readonly Statement _cancel;
    private readonly Statement _followUp;
    private readonly Statement _event;
    private long _lastCommitted;

    public RecordWriter(SqliteConnection connection, SeenIndex seen, long lastId)
    {
        _connection = connection;
        _seen = seen;
        _lastCommitted = LastId = lastId;
        _insert = new Statement(
            connection,
            """
            INSERT INTO message(id, received, seed, sender, rule, book, micros, reply, state_before, foreign_results, decoded, raw, key, stored, checksum, tries, asked)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """
        );
        _complete = new Statement(
            connection,
            """
            UPDATE message SET received = ?2, seed = ?3, sender = ?4, rule = ?5, book = ?6, micros = ?7, reply = ?8,
              state_before = ?9, foreign_results = ?10, decoded = ?11, raw = ?12, checksum = ?15, tries = NULL, asked = NULL
            WHERE id = ?1 AND reply IS NULL
            """
        );
        _key = new Statement(connection, "SELECT key FROM message WHERE id = ?1");
        _asked = new Statement(connection, "UPDATE message SET tries = ?2, asked = ?3 WHERE id = ?1 AND reply IS NULL");
        _reply = new Statement(connection, "SELECT key, reply, checksum FROM message WHERE id = ?1");
        _contact = new Statement(
            connection,
            """
            INSERT INTO contact(project, channel, sender, version, state, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET version = excluded.version, state = excluded.state, checksum = excluded.checksum
            WHERE excluded.version >= contact.version
            """
        );
        _cancel = new Statement(connection, OutboxTable.CancelStopped);
        _followUp = new Statement(connection, OutboxTable.Insert);
        _event = new Statement(connection, EventTable.Insert);
    }

    /// <summary>Number of the newest row; numbers are never reused.</summary>
    public long LastId { get; private set; }

    /// <summary>Sets the valid reply: empty if the message is only received, and for an event.</summary>
    public void Write(PendingWrite write, long stored)
    {
        if (write.Item is not JournalRecord record)
        {
            EventTable.Bind(_event, (EventRecord)write.Item, stored);
            _event.Run();
            write.Reply = default;
            return;
        }

        if (Write(record, stored) is { } reply)
        {
            write.Reply = reply;
            return;
        }

        write.Fault = new JournalUnavailableException("The stored reply is damaged.");
    }

    /// <returns>The valid reply; <see langword="null"/> if it is damaged.</returns>
    private ReadOnlyMemory<byte>? Write(JournalRecord record, long stored)
    {
        var id = RowOf(record.Key);
        if (id == 0)
        {
            id = Insert(record, stored);
        }
        else if (record.Answer is null)
        {
            Mark(record, id);
            return StoredReply(id);
        }
        else if (!Complete(record, id))
        {
            return StoredReply(id);
        }

        if (record.Answer is not { } answer)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (answer.StateAfter is { } state)
        {
            WriteState(record.Contact, state);
            if (state.IsStopped)
            {
                Cancel(record);
            }
        }

        if (!answer.FollowUps.IsDefaultOrEmpty)
        {
            WriteFollowUps(record, answer.FollowUps.Length, id);
        }

        return answer.Reply;
    }

    /// <summary>The writes are committed.</summary>
    public void Committed() => _lastCommitted = LastId;

    /// <summary>The writes are undone.</summary>
    public void RolledBack() => LastId = _lastCommitted;

    public void Dispose()
    {
        _insert.Dispose();
        _complete.Dispose();
        _key.Dispose();
        _asked.Dispose();
        _reply.Dispose();
        _contact.Dispose();
        _cancel.Dispose();
        _followUp.Dispose();
        _event.Dispose();
    }

    /// <summary>The existing row of a key; 0 if the key is new. Only one thread writes, so there is no race.</summary>
    private long RowOf(MessageKey key)
    {
        foreach (var row in _seen.RowsOf(key))
        {
            _key.Bind(1, row);
            var isIt =
                _key.Step()
                && _key.Bytes(0) is { Length: MessageKey.Length } stored
                && MessageKey.Read(stored, key.HasId) == key;
            _key.Reset();
            if (isIt)
            {
                return row;
            }
        }

        return 0;
    }

    private long Insert(JournalRecord record, long stored)
    {
        var id = LastId + 1;
        Span<byte> key = stackalloc byte[MessageKey.Length];
        record.Key.WriteTo(key);
        BindContent(_insert, record, id, key);
        _insert.Bind(13, key);
        _insert.Bind(14, stored);
        if (record.Answer is null)
        {
            _insert.Bind(16, record.Tries);
            _insert.Bind(17, record.Asked);
        }
        else
        {
            _insert.BindNull(16);
            _insert.BindNull(17);
        }

        _insert.Run();
        LastId = id;
        // In any case: a commit that was reported as failed may be on the disk, so the next delivery must look.
        _seen.Add(key, id);
        return id;
    }

    private bool Complete(JournalRecord record, long id)
    {
        Span<byte> key = stackalloc byte[MessageKey.Length];
        record.Key.WriteTo(key);
        BindContent(_complete, record, id, key);
        _complete.Run();
        return raw.sqlite3_changes(_connection.Handle) > 0;
    }

    private static void BindContent(Statement statement, JournalRecord record, long id, ReadOnlySpan<byte> key)
    {
        var reply = record.Answer is { } given ? given.Reply.Span : default;
        statement.Bind(15, RowChecksum.OfMessage(id, key, reply));
        statement.Bind(1, id);
        statement.Bind(2, record.ReceivedAt.UtcTicks);
        statement.Bind(3, record.Seed);
        statement.Bind(4, record.Contact.Sender);
        if (record.Answer is { } answer)
        {
            statement.Bind(5, answer.Rule);
            statement.Bind(6, answer.Version);
            statement.Bind(7, (long)answer.Duration.TotalMicroseconds);
            statement.Bind(8, answer.Reply.Span);
            statement.BindOrNull(10, answer.ExternalResults);
        }
        else
        {
            statement.BindNull(5);
            statement.BindNull(6);
            statement.BindNull(7);
            statement.BindNull(8);
            statement.BindNull(10);
        }

        statement.BindOrNull(9, record.StateBefore);
        statement.BindOrNull(11, record.Decoded);
        statement.BindOrNull(12, record.Raw);
    }

    /// <summary>Notes that external code begins, or which plug-in is asked.</summary>
    private void Mark(JournalRecord record, long id)
    {
        _asked.Bind(1, id);
        _asked.Bind(2, record.Tries);
        _asked.Bind(3, record.Asked);
        _asked.Run();
    }

    private ReadOnlyMemory<byte>? StoredReply(long id)
    {
        _reply.Bind(1, id);
        ReadOnlyMemory<byte>? reply = ReadOnlyMemory<byte>.Empty;
        if (_reply.Step())
        {
            var isDamaged =
                !_reply.IsNull(2)
                && !_reply.IsNull(0)
                && _reply.Integer(2) != RowChecksum.OfMessage(id, _reply.Bytes(0), _reply.Bytes(1));
            reply = isDamaged ? null : _reply.Bytes(1).ToArray();
        }

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
        _contact.Bind(6, RowChecksum.OfContact(contact, state.Version, state.Stored.Span));
        _contact.Run();
    }

    private void Cancel(JournalRecord record)
    {
        _cancel.Bind(1, record.ReceivedAt.UtcTicks);
        _cancel.Bind(2, record.Contact.Project);
        _cancel.Bind(3, record.Contact.Channel);
        _cancel.Bind(4, record.Contact.Sender);
        _cancel.Run();
    }

    private void WriteFollowUps(JournalRecord record, int count, long message)
    {
        for (var i = 0; i < count; i++)
        {
            OutboxTable.BindNew(_followUp, OutboxEntry.Of(record, i), message);
            _followUp.Run();
        }
    }
}
