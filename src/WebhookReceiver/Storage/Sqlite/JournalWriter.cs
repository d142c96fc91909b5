using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The only writing thread. Items that arrive while a group is on its way to the disk form the next group. So many
/// messages share one flush, and no message waits for a group to fill.
/// </summary>
internal sealed partial class JournalWriter : IDisposable
{
    private const int MostInGroup = 512;

    private readonly StoreFailover _failover;
    private readonly JournalMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<PendingWrite> _writes = new();
    private readonly ConcurrentQueue<Action> _jobs = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private ITimer? _tick;
    private long _written;
    private int _isAsleep;
    private int _isMendPosted;
    private volatile bool _isStopping;
    private volatile bool _isRefusing;

    public JournalWriter(StoreFailover failover, JournalMetrics metrics, TimeProvider time, ILogger logger)
    {
        _failover = failover;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _thread = new Thread(Work) { Name = "journal", IsBackground = true };
    }

    public void Start()
    {
        _thread.Start();
        _tick = _time.CreateTimer(_ => PostMend(), state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Completes when the item is durable.</summary>
    /// <returns>The valid reply; empty if there is none. The only writer of a file has no rival, so every item counts.</returns>
    public ValueTask<CommitResult> WriteAsync(JournalItem item)
    {
        if (_isStopping)
        {
            throw new JournalUnavailableException("The journal is closed.");
        }

        if (_isRefusing)
        {
            throw new JournalUnavailableException("Another server uses the data folder.");
        }

        var write = new PendingWrite(item);
        _writes.Enqueue(write);
        Wake();
        return write.Kept;
    }

    /// <summary>Runs work on the store between two groups.</summary>
    /// <exception cref="JournalUnavailableException">The store fails at present.</exception>
    public Task<T> RunAsync<T>(Func<SqliteStore, T> work)
    {
        if (_isRefusing)
        {
            return Task.FromException<T>(new JournalUnavailableException("Another server uses the data folder."));
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Do(work, done));
        return done.Task;
    }

    /// <summary>Changes the store in a separate transaction; durable when it completes.</summary>
    /// <exception cref="JournalUnavailableException">The store fails at present; nothing was changed.</exception>
    public async Task<T> ChangeAsync<T>(Func<SqliteConnection, T> change)
    {
        try
        {
            return await RunAsync(store => store.InTransaction(change));
        }
        catch (SqliteException e)
        {
            throw new JournalUnavailableException("The journal's store could not change it.", e);
        }
    }

    /// <summary>The writes since the start: how busy the store is, for work in the background.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Takes nothing any more, for good.</summary>
    public void Refuse() => _isRefusing = true;

    /// <summary>Writes the waiting items, then stops.</summary>
    public void Dispose()
    {
        _tick?.Dispose();
        _isStopping = true;
        Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _failover.Dispose();
        _wake.Dispose();
    }

    private void Post(Action job)
    {
        _jobs.Enqueue(job);
        Wake();
    }

    /// <summary>Once, however many seconds a group took: each looks at files.</summary>
    private void PostMend()
    {
        if (Interlocked.Exchange(ref _isMendPosted, 1) == 0)
        {
            Post(Mend);
        }
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
        {
            _wake.Set();
        }
    }

    private void Work()
    {
        var group = new List<PendingWrite>(MostInGroup);
        while (true)
        {
            while (group.Count < MostInGroup && _writes.TryDequeue(out var write))
            {
                group.Add(write);
            }

            if (group.Count > 0)
            {
                Keep([.. group]);
                group.Clear();
                _failover.Maintain();
            }

            if (_jobs.TryDequeue(out var job))
            {
                job();
                _failover.Maintain();
            }
            else if (_writes.IsEmpty)
            {
                if (_isStopping)
                {
                    return;
                }

                Sleep();
            }
        }
    }

    private void Sleep()
    {
        Interlocked.Exchange(ref _isAsleep, 1);
        if (_writes.IsEmpty && _jobs.IsEmpty && !_isStopping)
        {
            _wake.WaitOne();
        }

        Interlocked.Exchange(ref _isAsleep, 0);
    }

    private void Keep(PendingWrite[] group)
    {
        var since = _time.GetTimestamp();
        Volatile.Write(ref _written, _written + group.Length);
        try
        {
            _failover.Write(group);
        }
#pragma warning disable CA1031 // This thread must never die: the waiters get the fault, and the store is reopened.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.GroupFailed(_logger, e);
            _failover.Fail(StoreFault.Input, e.Message);
            Refuse(group, e);
        }

        _metrics.Committed(_time.GetElapsedTime(since));
        CommitNotifier.Release(group);
    }

    private static void Refuse(PendingWrite[] group, Exception fault)
    {
        foreach (var write in group)
        {
            write.Fault ??= new JournalUnavailableException("The journal could not store it.", fault);
        }
    }

    private void Mend()
    {
        Volatile.Write(ref _isMendPosted, 0);
        try
        {
            _failover.TryReopen(PostMend);
        }
#pragma warning disable CA1031 // This thread must never die; the next tick tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.MendFailed(_logger, e);
        }
    }

    private void Do<T>(Func<SqliteStore, T> work, TaskCompletionSource<T> done)
    {
        if (_failover.Store is not { } store)
        {
            done.TrySetException(new JournalUnavailableException($"The journal's store fails ({_failover.Fault})."));
            return;
        }

        try
        {
            var result = work(store);
            // Such as wiping a file, which makes it shorter.
            store.Files.Changed();
            done.TrySetResult(result);
        }
        catch (SqliteException e) when (StoreFault.IsOfTheDisk(e))
        {
            _failover.Fail(StoreFault.KindOf(e), e.Message);
            done.TrySetException(new JournalUnavailableException("The journal's store failed.", e));
        }
#pragma warning disable CA1031 // The caller gets it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            done.TrySetException(e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "A group of messages could not be stored")]
        public static partial void GroupFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "The journal's store could not be reopened")]
        public static partial void MendFailed(ILogger logger, Exception exception);
    }
}
