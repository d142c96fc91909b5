using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>Changes the index. One thread at a time; each call is one transaction.</summary>
internal sealed class IndexWriter : IDisposable
{
    private const string Last = "last";
    private const string LastReceived = "last-received";

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, long> _words = new(StringComparer.Ordinal);
    private readonly Statement _line;
    private readonly Statement _said;
    private readonly Statement _person;
    private readonly Statement _word;
    private readonly Statement _forgetLine;
    private readonly Statement _forgetSaid;
    private readonly Statement _known;

    public IndexWriter(SqliteConnection connection)
    {
        _connection = connection;
        _line = new Statement(connection, "INSERT INTO line VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _said = new Statement(connection, "INSERT INTO said(rowid, folded) VALUES(?1, ?2)");
        _person = new Statement(
            connection,
            "INSERT INTO person(contact, last, count) VALUES(?1, ?2, 1) ON CONFLICT(contact) DO UPDATE SET last = max(last, excluded.last), count = count + 1 RETURNING id"
        );
        _word = new Statement(
            connection,
            "INSERT INTO word(text) VALUES(?1) ON CONFLICT(text) DO UPDATE SET text = excluded.text RETURNING id"
        );
        _forgetLine = new Statement(connection, "DELETE FROM line WHERE id = ?1 RETURNING person");
        _forgetSaid = new Statement(connection, "DELETE FROM said WHERE rowid = ?1");
        _known = new Statement(connection, "SELECT 1 FROM line WHERE id = ?1");
    }

    /// <summary>The newest row of the journal that was read.</summary>
    public long LastRead => Mark(Last);

    /// <summary>Its arrival: another one at that number means that the journal is another one.</summary>
    public long LastReceivedTicks => Mark(LastReceived);

    /// <summary>Messages without an answer; they are read again.</summary>
    public IReadOnlyList<long> Open(int most) =>
        Numbers("SELECT id FROM line WHERE fate = 4 ORDER BY id LIMIT ?1", most);

    /// <summary>The oldest message; null if there is none.</summary>
    public long? Oldest => Numbers("SELECT id FROM line ORDER BY id LIMIT ?1", 1) is [var oldest] ? oldest : null;

    /// <summary>Adds messages that follow those read before; what is there stays.</summary>
    public void Add(IndexSlice slice) =>
        InTransaction(() =>
        {
            foreach (var line in slice.Lines)
            {
                if (!Has(line.Id))
                {
                    Insert(line);
                }
            }

            if (slice.Last > 0)
            {
                SetMark(Last, slice.Last);
                SetMark(LastReceived, slice.Received);
            }
        });

    /// <summary>Replaces messages that are there.</summary>
    public void Replace(IReadOnlyList<IndexedLine> lines) =>
        InTransaction(() =>
        {
            Delete(lines.Select(line => line.Id));
            foreach (var line in lines)
            {
                Insert(line);
            }
        });

    public void Remove(IEnumerable<long> ids) => InTransaction(() => Delete(ids));

    /// <summary>Removes all messages before one.</summary>
    public void RemoveBefore(long id)
    {
        while (true)
        {
            var gone = Numbers($"SELECT id FROM line WHERE id < {id} ORDER BY id LIMIT ?1", 500);
            if (gone.Count == 0)
            {
                return;
            }

            Remove(gone);
        }
    }

    /// <summary>The messages from one on, in order.</summary>
    public IReadOnlyList<long> IdsAfter(long id, int most) =>
        Numbers($"SELECT id FROM line WHERE id > {id} ORDER BY id LIMIT ?1", most);

    /// <summary>Writes the words anew, without those of removed messages.</summary>
    public void Optimize() => Database.Execute(_connection, "INSERT INTO said(said) VALUES('optimize')");

    public void Dispose()
    {
        _line.Dispose();
        _said.Dispose();
        _person.Dispose();
        _word.Dispose();
        _forgetLine.Dispose();
        _forgetSaid.Dispose();
        _known.Dispose();
        _connection.Dispose();
    }

    private bool Has(long id)
    {
        _known.Bind(1, id);
        var isThere = _known.Step();
        _known.Reset();
        return isThere;
    }

    private void Insert(IndexedLine line)
    {
        _person.Bind(1, line.Contact);
        _person.Bind(2, line.Id);
        var person = IdOf(_person);
        _line.Bind(1, line.Id);
        _line.Bind(2, person);
        _line.Bind(3, line.At);
        _line.Bind(4, WordOf(line.Channel));
        _line.Bind(5, WordOf(line.Project));
        _line.Bind(6, WordOf(line.Language));
        _line.BindOrNull(7, line.Rule is null ? null : WordOf(line.Rule));
        _line.Bind(8, (long)line.Fate);
        _line.Bind(9, line.Micros);
        _line.Run();
        _said.Bind(1, line.Id);
        _said.Bind(2, line.Folded);
        _said.Run();
    }

    private void Delete(IEnumerable<long> ids)
    {
        var people = new HashSet<long>();
        foreach (var id in ids)
        {
            _forgetLine.Bind(1, id);
            if (_forgetLine.Step())
            {
                people.Add(_forgetLine.Integer(0));
                _forgetLine.Reset();
                _forgetSaid.Bind(1, id);
                _forgetSaid.Run();
            }

            _forgetLine.Reset();
        }

        foreach (var person in people)
        {
            Database.Execute(
                _connection,
                $"""
                DELETE FROM person WHERE id = {person} AND NOT EXISTS (SELECT 1 FROM line WHERE person = {person});
                UPDATE person SET
                  last = (SELECT max(id) FROM line WHERE person = {person}),
                  count = (SELECT count(*) FROM line WHERE person = {person})
                WHERE id = {person};
                """
            );
        }
    }

    private long WordOf(string text)
    {
        if (!_words.TryGetValue(text, out var id))
        {
            _word.Bind(1, text);
            id = IdOf(_word);
            _words[text] = id;
        }

        return id;
    }

    private static long IdOf(Statement insert)
    {
        insert.Step();
        var id = insert.Integer(0);
        insert.Reset();
        return id;
    }

    private List<long> Numbers(string sql, int most)
    {
        var numbers = new List<long>();
        using var statement = new Statement(_connection, sql);
        statement.Bind(1, most);
        while (statement.Step())
        {
            numbers.Add(statement.Integer(0));
        }

        return numbers;
    }

    private long Mark(string name) => Watermarks.Of(_connection, name);

    private void SetMark(string name, long value) => Watermarks.Set(_connection, name, value);

    private void InTransaction(Action change)
    {
        Database.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            change();
            Database.Execute(_connection, "COMMIT");
        }
        catch
        {
            _words.Clear();
            Database.Execute(_connection, "ROLLBACK");
            throw;
        }
    }
}
