using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Sees that the wall clock was set, while the server runs and over a restart, by comparing it with the steady clock,
/// and moves stored times along.
/// </summary>
internal sealed partial class ClockWatch
{
    /// <summary>A smaller difference is no step: clocks are slowed and sped up all the time.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly string _boot;
    private readonly ILogger _logger;
    private long _offset;
    private long _notBefore;
    private volatile bool _isCompared;

    private ClockWatch(TimeProvider time, string boot, ILogger logger)
    {
        _time = time;
        _boot = boot;
        _logger = logger;
        _offset = Offset;
    }

    /// <summary>
    /// Called after stored times have moved, for what is in memory: with the last message before the step, and the step.
    /// </summary>
    public Action<long, TimeSpan>? Moved { get; set; }

    /// <summary>True if stored times must move first. Three reads of clocks, for every message.</summary>
    public bool HasStepped =>
        _isCompared
        && Math.Abs(Offset - Volatile.Read(ref _offset)) >= Tolerance.Ticks
        && _time.GetElapsedTime(0).Ticks >= Volatile.Read(ref _notBefore);

    /// <param name="time">The clocks.</param>
    /// <param name="boot">See <see cref="BootId"/>.</param>
    /// <param name="logger">Tells of steps.</param>
    public static ClockWatch Of(TimeProvider time, string boot, ILogger logger) => new(time, boot, logger);

    /// <summary>
    /// Compares once with the clocks as an earlier process left them: when the store has what that process left, and nothing of this one.
    /// That may be long after the start, if the store failed then.
    /// </summary>
    public void Compare(SqliteStore store)
    {
        if (_isCompared)
        {
            return;
        }

        var (step, last) = store.InTransaction(connection =>
        {
            var before = 0L;
            var since = ClockSteps.Since(connection, ClockPair.Of(_time), _boot);
            if (since.Duration() >= Tolerance)
            {
                before = ClockShift.Run(connection, since);
            }

            ClockSteps.Write(connection, ClockPair.Of(_time), _boot);
            return (since, before);
        });
        Volatile.Write(ref _offset, Offset);
        _isCompared = true;
        if (step.Duration() >= Tolerance)
        {
            Moved?.Invoke(last, step);
            Log.SteppedMeanwhile(_logger, step < TimeSpan.Zero ? "back" : "forward", step.Duration());
        }
    }

    /// <summary>Moves stored times if the clock was set. While the store fails, it is tried again every second.</summary>
    public async Task FollowAsync(JournalWriter writer)
    {
        try
        {
            await writer.RunAsync(Follow);
        }
        catch (Exception e) when (e is JournalUnavailableException or SqliteException)
        {
            Volatile.Write(ref _notBefore, (_time.GetElapsedTime(0) + AfterFault).Ticks);
        }
    }

    /// <summary>On the writer's thread, so each step is seen once.</summary>
    private bool Follow(SqliteStore store)
    {
        var offset = Offset;
        var step = TimeSpan.FromTicks(offset - _offset);
        if (step.Duration() < Tolerance)
        {
            return false;
        }

        var last = store.InTransaction(connection =>
        {
            ClockSteps.Write(connection, ClockPair.Of(_time), _boot);
            return ClockShift.Run(connection, step);
        });
        Volatile.Write(ref _offset, offset);
        Moved?.Invoke(last, step);
        Log.Stepped(_logger, step < TimeSpan.Zero ? "back" : "forward", step.Duration());
        return true;
    }

    private long Offset => ClockPair.Of(_time).Offset.Ticks;

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The clock was set {Direction} by {Step}. What waits, expires or is remembered for a time keeps its time; what was ordered for a date keeps the date"
        )]
        public static partial void Stepped(ILogger logger, string direction, TimeSpan step);

        [LoggerMessage(
            LogLevel.Warning,
            "The clock was set {Direction} by {Step} since the server last ran. What waits, expires or is remembered for a time keeps its time; what was ordered for a date keeps the date"
        )]
        public static partial void SteppedMeanwhile(ILogger logger, string direction, TimeSpan step);
    }
}
