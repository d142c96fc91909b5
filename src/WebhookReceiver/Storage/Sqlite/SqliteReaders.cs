using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>A pool of reading connections with prepared statements; each serves one caller at a time.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _free = [];
    private volatile int _generation;
    private volatile bool _isOpen;

    /// <summary>Opens new connections from now on: the file may be another one.</summary>
    public void Open()
    {
        Close();
        _isOpen = true;
    }

    /// <summary>Lends no connection until the next open; lent ones close on return.</summary>
    public void Close()
    {
        _isOpen = false;
        Interlocked.Increment(ref _generation);
        while (_free.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    public T Read<TArgument, T>(
        TArgument argument,
        Func<SqliteReader, TArgument, T> question,
        Action<SqliteException> failed
    )
    {
        var generation = _generation;
        if (!_isOpen)
        {
            throw new JournalUnavailableException("The journal is being repaired.");
        }

        SqliteReader? reader = null;
        try
        {
            if (!_free.TryTake(out reader))
            {
                var connection = Database.OpenForReading(path);
                Database.KeepLogAtClose(connection);
                reader = new SqliteReader(connection, generation);
            }

            var answer = question(reader, argument);
            GiveBack(reader);
            // A file that was replaced meanwhile may have been read half: its answer would say that rows are missing.
            return generation == _generation
                ? answer
                : throw new JournalUnavailableException("The journal is being repaired.");
        }
        catch (SqliteException e)
        {
            reader?.Dispose();
            failed(e);
            throw new JournalUnavailableException("The journal cannot be read.", e);
        }
    }

    public void Dispose() => Close();

    private void GiveBack(SqliteReader reader)
    {
        if (reader.Generation != _generation)
        {
            reader.Dispose();
            return;
        }

        _free.Add(reader);
    }
}

/// <summary>One reading connection.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _row;
    private readonly Statement _contact;

    public SqliteReader(SqliteConnection connection, int generation)
    {
        _connection = connection;
        Generation = generation;
        try
        {
            _row = new Statement(connection, "SELECT key, reply, checksum, tries, asked FROM message WHERE id = ?1");
            // A contact without a row begins after the versions of those who were erased.
            _contact = new Statement(
                connection,
                $"""
                SELECT version, state, checksum FROM contact WHERE project = ?1 AND channel = ?2 AND sender = ?3
                UNION ALL SELECT value, NULL, NULL FROM mark WHERE name = '{Watermarks.ContactVersion}'
                """
            );
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public int Generation { get; }

    /// <summary>For queries too rare for a prepared statement.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>Finds the stored row of this message, given its arrival.</summary>
    /// <param name="key">The message.</param>
    /// <param name="arrival">Time of its arrival.</param>
    /// <param name="rows">The candidate rows, see <see cref="SeenIndex.RowsOf"/>.</param>
    public Finding Find(MessageKey key, DateTimeOffset arrival, IReadOnlyList<long> rows)
    {
        var kind = FindingKind.New;
        foreach (var row in rows)
        {
            _row.Bind(1, row);
            try
            {
                if (!_row.Step() || _row.IsNull(0))
                {
                    continue; // erased, or too old for a redelivery
                }

                var bytes = _row.Bytes(0);
                if (!_row.IsNull(2) && _row.Integer(2) != RowChecksum.OfMessage(row, bytes, _row.Bytes(1)))
                {
                    return new Finding(FindingKind.Damaged, key) { Row = row };
                }

                if (bytes.Length != MessageKey.Length)
                {
                    continue;
                }

                var stored = MessageKey.Read(bytes, key.HasId);
                if (key.IsSameMessage(stored, arrival))
                {
                    return _row.IsNull(1)
                        ? new Finding(FindingKind.Unanswered, stored)
                        {
                            Tries = _row.IsNull(3) ? 1 : (int)_row.Integer(3),
                            Asked = _row.Text(4),
                        }
                        : new Finding(FindingKind.Answered, stored, _row.Bytes(1).ToArray());
                }

                kind = key.HasId && stored.Identity == key.Identity ? FindingKind.Conflict : kind;
            }
            finally
            {
                _row.Reset();
            }
        }

        return new Finding(kind, key.ArrivedAt(arrival));
    }

    public ContactState Load(ContactKey contact)
    {
        _contact.Bind(1, contact.Project);
        _contact.Bind(2, contact.Channel);
        _contact.Bind(3, contact.Sender);
        try
        {
            return _contact.Step()
                ? StoredState.Read(contact, _contact.Integer(0), _contact.Bytes(1), _contact.IntegerOrNull(2))
                : ContactState.Empty;
        }
        finally
        {
            _contact.Reset();
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _contact.Dispose();
        _connection.Dispose();
    }
}
