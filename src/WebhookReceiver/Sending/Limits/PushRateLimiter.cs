namespace WebhookReceiver.Sending.Limits;

/// <summary>
/// So many requests in every window of a minute, also across restarts and whatever the wall clock does: only the steady clock
/// counts. A request counts from before it begins until a minute after its end, so that no way through the network, slow or
/// quick, brings too many of them to the platform within a minute.
/// </summary>
internal sealed class PushRateLimiter : IDisposable
{
    /// <summary>A little more than the platform's minute: two clocks never run alike.</summary>
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

    /// <summary>How long until a request may go; nothing: at once.</summary>
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
    /// How long to gather before the next request, so that the room lasts: nothing while half of it is free, then as long as
    /// a request's share of the minute.
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

    /// <summary>Takes room for one request, durably. After it, <see cref="End"/> must follow.</summary>
    /// <returns>Null if there is none.</returns>
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

    /// <summary>The request is over, however it went.</summary>
    public void End(Permit permit)
    {
        lock (_gate)
        {
            permit.End = Now;
            _state.Write(permit.Index, Now, isDurable: false);
        }
    }

    /// <summary>Lets nothing go for a while.</summary>
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

    /// <summary>True if the operator is to be told that requests were dropped: not oftener than the platform tells him.</summary>
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
        // Under way: it is over in a moment, and then its minute begins.
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

    /// <summary>The room of one request.</summary>
    internal sealed class Permit(int index)
    {
        /// <summary>Its place in the file.</summary>
        public int Index { get; set; } = index;

        /// <summary>When it was over; <see langword="null"/> while it is under way.</summary>
        public TimeSpan? End { get; set; }
    }
}
