using System.Globalization;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The outbox for commands, with or without a running server. The server sees added entries at its next scan.
/// </summary>
internal sealed class OutboxFile : IDisposable
{
    private const int RowsAtOnce = 500;

    private readonly SqliteConnection _connection;

    private HashSet<string>? _senders;

    private OutboxFile(SqliteConnection connection) => _connection = connection;

    /// <exception cref="StartRefusedException">The journal is missing, or of another version.</exception>
    public static OutboxFile Open(string path)
    {
        using (JournalArchive.Open(path)) { }
        return new OutboxFile(Database.OpenForWriting(path));
    }

    /// <summary>Adds entries, each once by its reference, in transactions of some hundred.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="progress">Called with the number of processed entries.</param>
    /// <returns>The number of new entries.</returns>
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

    /// <summary>Whether a sender wrote before. A mailing asks often, so all are read at the first question.</summary>
    public bool HasWritten(string sender)
    {
        _senders ??= Senders.All(_connection);
        return _senders.Contains(sender) || _senders.Contains(ContactId.Of(sender));
    }

    /// <summary>Finds an entry by reference, or by its row number, such as o12.</summary>
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

    /// <summary>Records an operator's decision.</summary>
    /// <returns>The changed entry; <see langword="null"/> if it does not exist.</returns>
    public OutboxEntry? Change(OutboxChange change)
    {
        OutboxEntry? after = null;
        Write(() => after = OutboxTable.Change(_connection, change));
        return after;
    }

    /// <summary>The number of entries of a topic in each state.</summary>
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

    /// <summary>
    /// The reason why entries of a topic wait, of the one that waits longest; <see langword="null"/>: none is held up.
    /// </summary>
    public string? WhyWaiting(string topic)
    {
        using var first = new Statement(
            _connection,
            $"SELECT detail FROM outbox WHERE topic = ?1 AND state = {(int)OutboxState.Throttled} ORDER BY id LIMIT 1"
        );
        first.Bind(1, topic);
        return first.Step() ? first.Text(0) : null;
    }

    /// <summary>Why entries of a topic did not go out for sure: each reason with its state and count, the most frequent first.</summary>
    public IReadOnlyList<(OutboxState State, string? Reason, int Count)> Failures(string topic)
    {
        var reasons = new List<(OutboxState, string?, int)>();
        using var all = new Statement(
            _connection,
            $"""
            SELECT state, detail, count(*) FROM outbox WHERE topic = ?1 AND state IN ({(int)OutboxState.Unknown},
              {(int)OutboxState.Refused}, {(int)OutboxState.Failed}, {(int)OutboxState.Dead}, {(int)
                OutboxState.Cancelled})
            GROUP BY state, detail ORDER BY count(*) DESC, state, detail
            """
        );
        all.Bind(1, topic);
        while (all.Step())
        {
            reasons.Add(((OutboxState)all.Integer(0), all.Text(1), (int)all.Integer(2)));
        }

        return reasons;
    }

    public void Dispose() => _connection.Dispose();

    // Immediate: the server writes too, and the second writer waits at the start instead of failing at the end.
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
