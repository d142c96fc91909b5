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
        Math.Abs(Offset - Volatile.Read(ref _offset)) >= Tolerance.Ticks
        && _time.GetElapsedTime(0).Ticks >= Volatile.Read(ref _notBefore);

    /// <summary>Compares with the clocks as an earlier process left them; call it before the store is used.</summary>
    /// <param name="connection">The store; <see langword="null"/> if it failed at the start: then no step is seen.</param>
    public static ClockWatch Open(SqliteConnection? connection, TimeProvider time, string boot, ILogger logger)
    {
        var watch = new ClockWatch(time, boot, logger);
        if (connection is null)
        {
            return watch;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        var step = ClockSteps.Since(connection, ClockPair.Of(time), boot);
        if (step.Duration() >= Tolerance)
        {
            ClockShift.Run(connection, step);
            Log.SteppedMeanwhile(logger, step < TimeSpan.Zero ? "back" : "forward", step.Duration());
        }

        ClockSteps.Write(connection, ClockPair.Of(time), boot);
        transaction.Commit();
        return watch;
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
