using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>The rows of the journal in the data folder.</summary>
internal sealed class SqliteJournalRows(SqliteJournal journal, LineReader lines) : IJournalRows
{
    private const string Columns =
        "SELECT id, received, sender, rule, micros, reply, state_before, decoded FROM message";

    public long Written => journal.Writer.Written;

    public long Last() => journal.Read(reader => LastOf(reader.Connection));

    public bool IsSame(long id, long received) =>
        journal.Read(reader =>
        {
            using var row = new Statement(reader.Connection, "SELECT received FROM message WHERE id = ?1");
            row.Bind(1, id);
            return row.Step() ? row.Integer(0) == received : LastOf(reader.Connection) >= id;
        });

    public long OldestKept(long from) =>
        journal.Read(reader =>
        {
            using var row = new Statement(
                reader.Connection,
                "SELECT id FROM message WHERE id >= ?1 AND decoded IS NOT NULL ORDER BY id LIMIT 1"
            );
            row.Bind(1, from);
            return row.Step() ? row.Integer(0) : long.MaxValue;
        });

    public IndexSlice After(long after, int most) =>
        journal.Read(reader =>
        {
            using var rows = new Statement(reader.Connection, $"{Columns} WHERE id > ?1 ORDER BY id LIMIT ?2");
            rows.Bind(1, after);
            rows.Bind(2, most);
            var found = new List<IndexedLine>();
            var (last, received) = (0L, 0L);
            while (rows.Step())
            {
                (last, received) = (rows.Integer(0), rows.Integer(1));
                if (LineOf(rows) is { } line)
                {
                    found.Add(line);
                }
            }

            return new IndexSlice(found, last, received);
        });

    public IReadOnlyList<IndexedLine> Of(IReadOnlyList<long> ids) =>
        journal.Read(reader =>
        {
            using var row = new Statement(reader.Connection, $"{Columns} WHERE id = ?1");
            var found = new List<IndexedLine>();
            foreach (var id in ids)
            {
                row.Bind(1, id);
                if (row.Step() && LineOf(row) is { } line)
                {
                    found.Add(line);
                }

                row.Reset();
            }

            return found;
        });

    public IReadOnlyCollection<long> IdsAfter(long after, int most) =>
        journal.Read(reader =>
        {
            var ids = new List<long>();
            using var rows = new Statement(
                reader.Connection,
                "SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT ?2"
            );
            rows.Bind(1, after);
            rows.Bind(2, most);
            while (rows.Step())
            {
                ids.Add(rows.Integer(0));
            }

            return ids;
        });

    public IReadOnlyDictionary<long, StoredRow> RowsOf(IReadOnlyCollection<long> ids) =>
        Read(
            $"SELECT {JournalArchive.Columns} FROM message WHERE id = ?1 AND decoded IS NOT NULL",
            ids,
            StoredRow.Read
        );

    public IReadOnlyDictionary<long, byte[]> DecodedOf(IReadOnlyCollection<long> ids) =>
        Read("SELECT decoded FROM message WHERE id = ?1 AND length(decoded) > 0", ids, row => row.Bytes(0).ToArray());

    public ValueTask<ContactState> StateOfAsync(ContactKey contact) => journal.LoadAsync(contact);

    public IReadOnlyList<(string Sender, ContactState State)> StatesWith(string ownName) =>
        journal.Read(reader =>
        {
            var found = new List<(string, ContactState)>();
            using var states = new Statement(
                reader.Connection,
                "SELECT sender, version, state FROM contact WHERE instr(state, CAST(?1 AS BLOB)) > 0"
            );
            states.Bind(1, $"\"{ContactState.OwnPrefix}{ownName}\"");
            while (states.Step())
            {
                found.Add((states.Text(0)!, ContactState.Read(states.Integer(1), states.Bytes(2).ToArray())));
            }

            return found;
        });

    private Dictionary<long, T> Read<T>(string statement, IReadOnlyCollection<long> ids, Func<Statement, T> read) =>
        journal.Read(reader =>
        {
            var found = new Dictionary<long, T>(ids.Count);
            using var row = new Statement(reader.Connection, statement);
            foreach (var id in ids)
            {
                row.Bind(1, id);
                if (row.Step())
                {
                    found[id] = read(row);
                }

                row.Reset();
            }

            return found;
        });

    private IndexedLine? LineOf(Statement row) =>
        lines.LineOf(
            row.Integer(0),
            row.Integer(1),
            row.Text(2),
            row.Text(3),
            row.IsNull(4) ? 0 : row.Integer(4),
            row.IsNull(5) ? null : row.Bytes(5).ToArray(),
            row.Bytes(6).ToArray(),
            row.Bytes(7).ToArray()
        );

    private static long LastOf(SqliteConnection connection) =>
        Math.Max(
            Database.Number(connection, "SELECT max(id) FROM message"),
            Watermarks.Of(connection, Watermarks.LastMessage)
        );
}
