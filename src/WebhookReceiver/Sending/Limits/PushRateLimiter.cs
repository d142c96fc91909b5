using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Limits;

/// <summary>
/// Limits requests in every window of a minute, across restarts and changes of the wall clock: only the monotonic clock
/// counts. A request counts from before its start until a minute after its end. So the platform never sees too many
/// within a minute, however long the network takes.
/// </summary>
internal sealed class PushRateLimiter : IDisposable
{
    /// <summary>A little more than the platform's minute: two clocks never agree exactly.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Queue<Permit> _permits = new();
    private readonly TimeProvider _time;
    private readonly int _limit;
    private readonly RateLimiterState _state;
    private TimeSpan _pause;
    private TimeSpan _told;
    private int _written;

    public PushRateLimiter(int limit, string path, string boot, TimeProvider time)
    {
        _limit = limit;
        _time = time;
        _state = RateLimiterState.Open(path, boot, Now, Length, out var kept);
        _pause = kept.Pause;
        _told = kept.Told;
        foreach (var instant in kept.Instants)
        {
            _permits.Enqueue(new Permit(_written++) { End = instant });
        }
    }

    /// <summary>The wait before the next request; zero: none.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                var now = Now;
                Prune(now);
                var pause = _pause - now;
                var group = _permits.Count < _limit ? TimeSpan.Zero : RoomIn(now);
                return pause > group ? pause : group;
            }
        }
    }

    /// <summary>
    /// Time to collect before the next request, so that the limit lasts: zero while half of it is free, then a
    /// request's share of the minute.
    /// </summary>
    public TimeSpan Spacing
    {
        get
        {
            lock (_gate)
            {
                Prune(Now);
                return _permits.Count * 2 < _limit ? TimeSpan.Zero : Length / _limit;
            }
        }
    }

    /// <summary>Reserves one request, durably. Afterwards, call <see cref="End"/>.</summary>
    /// <returns>Null if the limit is reached.</returns>
    public Permit? TryBegin()
    {
        lock (_gate)
        {
            var now = Now;
            Prune(now);
            if (_permits.Count >= _limit || _pause > now)
            {
                return null;
            }

            if (_written >= 1_024 + (4 * _limit))
            {
                Renumber();
            }

            var permit = new Permit(_written++);
            _state.Write(permit.Index, TimeSpan.Zero, isDurable: true);
            _permits.Enqueue(permit);
            return permit;
        }
    }

    /// <summary>Forgets what this process knows, and goes on where another one stopped.</summary>
    public void TakeOver(TakenOver left)
    {
        lock (_gate)
        {
            var now = Now;
            _permits.Clear();
            foreach (var ago in left.Requests)
            {
                _permits.Enqueue(new Permit(index: 0) { End = now - ago });
            }

            _pause = left.Pause > TimeSpan.Zero ? now + left.Pause : TimeSpan.Zero;
            _told = left.ToldAgo is { } told ? now - told : TimeSpan.Zero;
            Renumber();
        }
    }

    /// <summary>Ends the request, with any outcome.</summary>
    public void End(Permit permit)
    {
        lock (_gate)
        {
            permit.End = Now;
            _state.Write(permit.Index, Now, isDurable: false);
        }
    }

    /// <summary>Blocks all requests for a while.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_gate)
        {
            var until = Now + time;
            if (until > _pause)
            {
                _pause = until;
                _state.WritePause(until);
            }
        }
    }

    /// <summary>
    /// True if the operator needs a notice of dropped requests: not more often than the platform sends one.
    /// </summary>
    public bool ShallTell()
    {
        lock (_gate)
        {
            var now = Now;
            if (_told > TimeSpan.Zero && now - _told < TellEvery)
            {
                return false;
            }

            _told = now;
            _state.WriteTold(now);
            return true;
        }
    }

    public void Dispose() => _state.Dispose();

    private TimeSpan Now => _time.GetElapsedTime(0);

    private TimeSpan RoomIn(TimeSpan now)
    {
        // In progress: it ends in a moment, and then its minute begins.
        var oldest = _permits.Peek().End ?? now;
        return oldest + Length - now;
    }

    private void Prune(TimeSpan now)
    {
        while (_permits.TryPeek(out var oldest) && oldest.End + Length <= now)
        {
            _permits.Dequeue();
        }
    }

    private void Renumber()
    {
        _written = 0;
        foreach (var permit in _permits)
        {
            permit.Index = _written++;
        }

        _state.Rewrite(new StoredWindow([.. _permits.Select(permit => permit.End ?? TimeSpan.Zero)], _pause, _told));
    }

    /// <summary>The reservation of one request.</summary>
    internal sealed class Permit(int index)
    {
        /// <summary>Its index in the file.</summary>
        public int Index { get; set; } = index;

        /// <summary>Its end; <see langword="null"/> while it is in progress.</summary>
        public TimeSpan? End { get; set; }
    }
}
