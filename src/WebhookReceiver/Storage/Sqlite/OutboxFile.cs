using System.Globalization;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The outbox in the data folder, for commands.</summary>
internal sealed class OutboxFile : ICommandOutbox
{
    private const int RowsAtOnce = 500;

    private readonly SqliteConnection _connection;

    private HashSet<string>? _senders;

    private readonly string _folder;

    private OutboxFile(SqliteConnection connection, string folder)
    {
        _connection = connection;
        _folder = folder;
    }

    /// <exception cref="StartRefusedException">The journal is missing, or of another version.</exception>
    public static OutboxFile Open(string path)
    {
        using (JournalArchive.Open(path)) { }
        return new OutboxFile(Database.OpenForWriting(path), Path.GetDirectoryName(path)!);
    }

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

    public bool HasWritten(string sender)
    {
        _senders ??= Senders.All(_connection);
        return _senders.Contains(sender) || _senders.Contains(ContactId.Of(sender));
    }

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

    public OutboxEntry? Change(OutboxChange change)
    {
        OutboxEntry? after = null;
        Write(() => after = OutboxTable.Change(_connection, change));
        return after;
    }

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

    public string? WhyWaiting(string topic)
    {
        using var first = new Statement(
            _connection,
            $"SELECT detail FROM outbox WHERE topic = ?1 AND state = {(int)OutboxState.Throttled} ORDER BY id LIMIT 1"
        );
        first.Bind(1, topic);
        return first.Step() ? first.Text(0) : null;
    }

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

    public string? NotInUse() => DataFolder.IsInUse(_folder) ? null : $"the data folder {_folder}";

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
