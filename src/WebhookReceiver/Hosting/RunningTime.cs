namespace WebhookReceiver.Hosting;

/// <summary>
/// A clock for waiting that stands still while the process does: a stopped process or a suspended machine is nobody's
/// delay. It counts the ticks of a steady timer, so a limit by it may be late or early by one tick.
/// </summary>
internal sealed class RunningTime : TimeProvider, IDisposable
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly long _ticksPerTick;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private volatile Beat _last;

    public RunningTime(TimeProvider time)
    {
        _time = time;
        _ticksPerTick = (long)(Tick.TotalSeconds * time.TimestampFrequency);
        _last = new Beat(0, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Count(), state: null, Tick, Tick);
    }

    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <summary>Between two ticks at most one tick passes, however long it takes.</summary>
    public override long GetTimestamp()
    {
        var last = _last;
        return last.Ran + Math.Clamp(_time.GetTimestamp() - last.At, 0, _ticksPerTick);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
        {
            return _time.CreateTimer(callback, state, dueTime, period);
        }

        var countdown = new Countdown(this, callback, state);
        countdown.Change(dueTime, period);
        return countdown;
    }

    public void Dispose() => _timer.Dispose();

    private void Count()
    {
        lock (_gate)
        {
            _last = new Beat(_last.Ran + _ticksPerTick, _time.GetTimestamp());
        }
    }

    /// <param name="Ran">How long the process has run.</param>
    /// <param name="At">The timestamp at which it was counted.</param>
    private sealed record Beat(long Ran, long At);

    /// <summary>Rings once, when the process has run for so long.</summary>
    private sealed class Countdown : ITimer
    {
        private readonly RunningTime _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private readonly Lock _gate = new();
        private TimeSpan _due;
        private long _since;

        public Countdown(RunningTime clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _timer = clock._time.CreateTimer(
                static countdown => ((Countdown)countdown!).Ring(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime;
                _since = _clock.GetTimestamp();
            }

            return _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _timer.Dispose();

        public ValueTask DisposeAsync() => _timer.DisposeAsync();

        private void Ring()
        {
            TimeSpan left;
            lock (_gate)
            {
                left = _due - _clock.GetElapsedTime(_since);
            }

            if (left > Tick)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _callback(_state);
        }
    }
}
