using System.Threading.Channels;
using Npgsql;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// Commits what arrives, in groups. A group begins when something waits and fewer than <c>Journal:GroupsInFlight</c> are under way; it never waits
/// to fill.
/// </summary>
internal sealed partial class GroupWriter : IAsyncDisposable
{
    private const int MostInGroup = 512;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1);

    /// <summary>After this, the messages of a group are refused: their senders deliver them again.</summary>
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(3);

    private readonly PostgresDatabase _database;
    private readonly JournalMetrics _metrics;
    private readonly DatabaseHealth _health;
    private readonly RunningTime _time;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _writes = Channel.CreateUnbounded<PendingWrite>();
    private readonly Task[] _workers;
    private long _stamp;

    public GroupWriter(
        PostgresDatabase database,
        long replica,
        int groupsInFlight,
        TimeSpan lease,
        ContactCache contacts,
        JournalMetrics metrics,
        DatabaseHealth health,
        RunningTime time,
        ILogger logger
    )
    {
        _database = database;
        _metrics = metrics;
        _health = health;
        _time = time;
        _logger = logger;
        _workers =
        [
            .. Enumerable
                .Range(0, groupsInFlight)
                .Select(_ => WorkAsync(new GroupCall(database, replica, lease, contacts))),
        ];
    }

    /// <summary>Completes when the item is durable, or does not count.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached, or refused the item.</exception>
    public ValueTask<CommitResult> WriteAsync(JournalItem item)
    {
        if (_health.IsDown)
        {
            throw new JournalUnavailableException(DatabaseHealth.Refusing);
        }

        var write = new PendingWrite(item) { Stamp = Interlocked.Increment(ref _stamp) };
        if (!_writes.Writer.TryWrite(write))
        {
            throw new JournalUnavailableException("The journal is closed.");
        }

        return write.Kept;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await Task.WhenAll(_workers);
    }

    private async Task WorkAsync(GroupCall call)
    {
        // The thread of the start goes on.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var group = new List<PendingWrite>(MostInGroup);
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (group.Count < MostInGroup && _writes.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            if (group.Count > 0)
            {
                PendingWrite[] writes = [.. group];
                group.Clear();
                await CommitAsync(call, writes);
                CommitNotifier.Release(writes);
            }
        }
    }

    private async Task CommitAsync(GroupCall call, PendingWrite[] group)
    {
        var since = _time.GetTimestamp();
        try
        {
            await CommitAsync(call, group, since);
        }
#pragma warning disable CA1031 // A worker must never end: the waiters get the fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(_logger, e);
            Refuse(group, "The journal could not store it.", e);
        }

        _metrics.Committed(_time.GetElapsedTime(since));
    }

    private async Task CommitAsync(GroupCall call, ArraySegment<PendingWrite> group, long since)
    {
        var isRepeated = false;
        while (true)
        {
            try
            {
                await call.CommitAsync(group, isRepeated);
                _health.Up();
                return;
            }
            catch (PostgresException e) when (IsOfARow(e))
            {
                _metrics.StoreFailed(e.SqlState);
                await OneByOneAsync(call, group, e);
                return;
            }
            catch (Exception e) when (PostgresDatabase.IsFault(e))
            {
                isRepeated |= e is not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown };
                _metrics.StoreFailed(e is PostgresException known ? known.SqlState : "connection");
                if (e is PostgresException conflict && PostgresDatabase.IsConflict(conflict))
                {
                    continue;
                }

                if (_health.IsDown || _time.GetElapsedTime(since) > LongestTry)
                {
                    Down(e);
                    Refuse(group, DatabaseHealth.Refusing, e);
                    return;
                }
            }

            await Task.Delay(BetweenTries);
        }
    }

    /// <summary>One row is at fault: only its sender gets no answer.</summary>
    private async Task OneByOneAsync(GroupCall call, ArraySegment<PendingWrite> group, PostgresException fault)
    {
        if (group.Count == 1)
        {
            Log.RowRefused(_logger, fault.SqlState);
            Refuse(group, "The database refused the message.", fault);
            return;
        }

        for (var i = 0; i < group.Count; i++)
        {
            await CommitAsync(call, group.Slice(i, 1), _time.GetTimestamp());
        }
    }

    /// <summary>Until a probe succeeds, messages are refused at once, and not only after a while.</summary>
    private void Down(Exception fault)
    {
        if (_health.Down())
        {
            Log.Down(_logger, PostgresDatabase.Unavailable(fault).Message);
            _ = ProbeAsync();
        }
    }

    private async Task ProbeAsync()
    {
        while (_health.IsDown && !_writes.Reader.Completion.IsCompleted)
        {
            await Task.Delay(BetweenProbes);
            try
            {
                await _database.InTransactionAsync(connection =>
                    _database.RunAsync(connection, "UPDATE {schema}.schema_step SET number = 0 WHERE number = 0")
                );
                _health.Up();
                Log.Up(_logger);
            }
            catch (JournalUnavailableException)
            {
                // Still down; the next probe comes in a second.
            }
        }
    }

    private static void Refuse(ArraySegment<PendingWrite> group, string reason, Exception fault)
    {
        foreach (var write in group)
        {
            write.Fault = new JournalUnavailableException(reason, fault);
        }
    }

    /// <summary>Whether the fault is in the values of a row: the others would be stored without it.</summary>
    private static bool IsOfARow(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal)
        || e.SqlState.StartsWith("23", StringComparison.Ordinal)
        || e.SqlState.StartsWith("54", StringComparison.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "A group of messages could not be stored")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "The database refused a message ({State}); its sender gets 503")]
        public static partial void RowRefused(ILogger logger, string state);

        [LoggerMessage(LogLevel.Error, "The journal's database fails: {Reason} Messages are refused until it is back")]
        public static partial void Down(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The journal's database is back")]
        public static partial void Up(ILogger logger);
    }
}
