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
    private readonly Statement _others;
    private readonly Statement _row;
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
                SELECT message.key, message.reply FROM seen JOIN message ON message.id = seen.message
                WHERE seen.key = ?1 ORDER BY seen.message DESC
                """
            );
            _others = new Statement(connection, "SELECT 1 FROM seen WHERE key >= ?1 AND key <= ?2 LIMIT 1");
            _row = new Statement(connection, "SELECT key, reply FROM message WHERE id = ?1");
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

    /// <summary>What is stored of this message, arriving then.</summary>
    /// <param name="key">The message.</param>
    /// <param name="arrival">When it arrived.</param>
    /// <param name="fresh">Rows that may be it and that the index does not have yet.</param>
    /// <param name="isBorrowed">Whether others of those claim to be it.</param>
    public Finding Find(JournalKey key, DateTimeOffset arrival, IReadOnlyList<long> fresh, bool isBorrowed)
    {
        foreach (var row in fresh)
        {
            _row.Bind(1, row);
            if (FindIn(_row, key, arrival, ref isBorrowed) is { } finding)
            {
                return finding;
            }
        }

        Span<byte> bytes = stackalloc byte[JournalKey.Length];
        key.WriteTo(bytes);
        _find.Bind(1, bytes[..JournalKey.PrefixLength]);
        return FindIn(_find, key, arrival, ref isBorrowed)
            ?? new Finding(
                key.HasId && (isBorrowed || IsBorrowed(bytes)) ? FindingKind.Conflict : FindingKind.New,
                key.ArrivedAt(arrival)
            );
    }

    /// <summary>The message among the rows of a statement; otherwise whether one of them claims to be it.</summary>
    private static Finding? FindIn(Statement rows, JournalKey key, DateTimeOffset arrival, ref bool isBorrowed)
    {
        try
        {
            while (rows.Step())
            {
                if (rows.Bytes(0) is not { Length: JournalKey.Length } bytes)
                {
                    continue; // too old to be delivered again
                }

                var stored = JournalKey.Read(bytes);
                if (key.IsSameMessage(stored, arrival))
                {
                    var row = key with { Low = stored.Low };
                    return rows.IsNull(1)
                        ? new Finding(FindingKind.Unanswered, row)
                        : new Finding(FindingKind.Answered, row, rows.Bytes(1).ToArray());
                }

                isBorrowed = true;
                if (key.ArrivedAt(arrival).IsLongAfter(stored))
                {
                    break;
                }
            }

            return null;
        }
        finally
        {
            rows.Reset();
        }
    }

    private bool IsBorrowed(ReadOnlySpan<byte> key)
    {
        Span<byte> highest = stackalloc byte[JournalKey.PrefixLength];
        highest.Fill(byte.MaxValue);
        key[..sizeof(ulong)].CopyTo(highest);
        _others.Bind(1, key[..sizeof(ulong)]);
        _others.Bind(2, highest);
        try
        {
            return _others.Step();
        }
        finally
        {
            _others.Reset();
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
        _others.Dispose();
        _row.Dispose();
        _contact.Dispose();
        _connection.Dispose();
    }
}
