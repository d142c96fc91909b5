using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Reading connections with their prepared statements, lent to one caller at a time.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _free = [];
    private volatile int _generation;
    private volatile bool _isOpen;

    /// <summary>From now on connections are opened anew: the file may be another one.</summary>
    public void Open()
    {
        Close();
        _isOpen = true;
    }

    /// <summary>Lends nothing until it is opened again; what is lent goes when it comes back.</summary>
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
        if (!_isOpen)
        {
            throw new JournalUnavailableException("The journal is being mended.");
        }

        SqliteReader? reader = null;
        try
        {
            if (!_free.TryTake(out reader))
            {
                reader = new SqliteReader(Database.OpenForReading(path), _generation);
            }

            var answer = question(reader, argument);
            GiveBack(reader);
            return answer;
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
    private readonly Statement _find;
    private readonly Statement _reply;
    private readonly Statement _contact;

    public SqliteReader(SqliteConnection connection, int generation)
    {
        _connection = connection;
        Generation = generation;
        try
        {
            _find = new Statement(
                connection,
                """
                SELECT seen.key, message.reply FROM seen JOIN message ON message.id = seen.message
                WHERE seen.key >= ?1 AND seen.key <= ?2
                """
            );
            _reply = new Statement(connection, "SELECT reply FROM message WHERE id = ?1");
            _contact = new Statement(
                connection,
                "SELECT version, state FROM contact WHERE project = ?1 AND channel = ?2 AND sender = ?3"
            );
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public int Generation { get; }

    /// <summary>For questions that are asked too rarely to keep a statement for them.</summary>
    public SqliteConnection Connection => _connection;

    public Finding Find(JournalKey key, DateTimeOffset arrival)
    {
        Span<byte> from = stackalloc byte[JournalKey.Length];
        Span<byte> to = stackalloc byte[JournalKey.Length];
        (key with { High = 0, Low = 0 }).WriteTo(from);
        (key with { High = ulong.MaxValue, Low = ulong.MaxValue }).WriteTo(to);
        _find.Bind(1, from);
        _find.Bind(2, to);
        var kind = FindingKind.New;
        try
        {
            while (_find.Step())
            {
                var stored = JournalKey.Read(_find.Bytes(0));
                if (key.IsSameMessage(stored, arrival))
                {
                    var row = key with { Low = stored.Low };
                    return _find.IsNull(1)
                        ? new Finding(FindingKind.Unanswered, row)
                        : new Finding(FindingKind.Answered, row, _find.Bytes(1).ToArray());
                }

                kind = key.HasId ? FindingKind.Conflict : FindingKind.New;
            }

            return new Finding(kind, key.ArrivedAt(arrival));
        }
        finally
        {
            _find.Reset();
        }
    }

    /// <summary>What is stored in the row that a fresh key names.</summary>
    public Finding FindRow(JournalKey key, long id)
    {
        _reply.Bind(1, id);
        try
        {
            if (!_reply.Step())
            {
                return new Finding(FindingKind.New, key);
            }

            return _reply.IsNull(0)
                ? new Finding(FindingKind.Unanswered, key)
                : new Finding(FindingKind.Answered, key, _reply.Bytes(0).ToArray());
        }
        finally
        {
            _reply.Reset();
        }
    }

    public ContactState Load(ContactKey contact)
    {
        _contact.Bind(1, contact.Project);
        _contact.Bind(2, contact.Channel);
        _contact.Bind(3, contact.Sender);
        try
        {
            return _contact.Step()
                ? ContactState.Read(_contact.Integer(0), _contact.Bytes(1).ToArray())
                : ContactState.Empty;
        }
        finally
        {
            _contact.Reset();
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _reply.Dispose();
        _contact.Dispose();
        _connection.Dispose();
    }
}
