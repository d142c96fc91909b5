using System.Globalization;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The outbox as the verbs use it: beside a running server, which sees what was added at its next look, or without one.</summary>
internal sealed class OutboxFile : IDisposable
{
    private const int RowsAtOnce = 500;

    private readonly SqliteConnection _connection;

    private OutboxFile(SqliteConnection connection) => _connection = connection;

    /// <exception cref="StartRefusedException">There is no journal, or it is of another version.</exception>
    public static OutboxFile Open(string path)
    {
        using (JournalArchive.Open(path)) { }
        return new OutboxFile(Database.OpenForWriting(path));
    }

    /// <summary>Adds entries, each once by its reference, in transactions of some hundred.</summary>
    /// <param name="entries">What to add.</param>
    /// <param name="progress">Called with how many have been gone through.</param>
    /// <returns>How many are new.</returns>
    public int Add(IReadOnlyList<OutboxEntry> entries, Action<int>? progress = null)
    {
        var before = Database.Number(_connection, "SELECT total_changes()");
        var done = 0;
        foreach (var some in entries.Chunk(RowsAtOnce))
        {
            Write(() => OutboxTable.Add(_connection, some));
            done += some.Length;
            progress?.Invoke(done);
        }

        return (int)(Database.Number(_connection, "SELECT total_changes()") - before);
    }

    /// <summary>By reference, or by the number of its row, such as o12.</summary>
    public OutboxEntry? Find(string asked)
    {
        var isRow =
            asked.StartsWith('o')
            && long.TryParse(asked.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return OutboxTable.Find(_connection, "reference", asked)
            ?? (
                isRow ? OutboxTable.Find(_connection, long.Parse(asked.AsSpan(1), CultureInfo.InvariantCulture)) : null
            );
    }

    public IReadOnlyList<OutboxEntry> List(OutboxQuery query) => OutboxTable.List(_connection, query);

    /// <summary>Records what a person decided.</summary>
    /// <returns>The entry as it is now; <see langword="null"/> if it is not there.</returns>
    public OutboxEntry? Change(OutboxChange change)
    {
        OutboxEntry? after = null;
        Write(() => after = OutboxTable.Change(_connection, change));
        return after;
    }

    /// <summary>How many entries of a topic there are of each state.</summary>
    public IReadOnlyDictionary<OutboxState, int> Count(string topic)
    {
        var counts = new Dictionary<OutboxState, int>();
        using var all = new Statement(
            _connection,
            "SELECT state, count(*) FROM outbox WHERE topic = ?1 GROUP BY state"
        );
        all.Bind(1, topic);
        while (all.Step())
        {
            counts.Add((OutboxState)all.Integer(0), (int)all.Integer(1));
        }

        return counts;
    }

    /// <summary>Why entries of a topic wait, told of the one that has waited longest; <see langword="null"/>: none was held up.</summary>
    public string? WhyWaiting(string topic)
    {
        using var first = new Statement(
            _connection,
            $"SELECT detail FROM outbox WHERE topic = ?1 AND state = {(int)OutboxState.Throttled} ORDER BY id LIMIT 1"
        );
        first.Bind(1, topic);
        return first.Step() ? first.Text(0) : null;
    }

    public void Dispose() => _connection.Dispose();

    // Immediate: the server writes too, and whoever comes second waits for the first instead of failing at the end.
    private void Write(Action work)
    {
        Database.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            work();
            Database.Execute(_connection, "COMMIT");
        }
        catch
        {
            Database.Execute(_connection, "ROLLBACK");
            throw;
        }
    }
}
