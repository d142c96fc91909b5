namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Makes long work rest between two pieces, so that messages find the processor free: half a millisecond of work, three
/// times as long a rest. It holds for the thread of the work alone; elsewhere <see cref="Yield"/> does nothing.
/// </summary>
internal static class BackgroundThrottle
{
    private const int Rests = 3;

    /// <summary>
    /// Nearly all of a new rule set stays, and the collector stops every thread for as long as it carries what stays: often
    /// and little (below 1 ms) instead of when the collector would (3 ms, at times 10).
    /// </summary>
    private const int MostUncollected = 512 * 1024;

    private const int Young = 1;

    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(0.5);

    /// <summary>A process that was stopped meanwhile has not worked for all that time.</summary>
    private static readonly TimeSpan MostWorked = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures the work; null on a thread that need not rest.</summary>
    [ThreadStatic]
    private static TimeProvider? _time;

    [ThreadStatic]
    private static long _since;

    [ThreadStatic]
    private static long _collected;

    /// <summary>
    /// Runs the work on a thread of its own: ten thousand rules take seconds, and the threads of the pool are few, and for
    /// messages. What follows an await that has to wait is on the pool again, and does not rest.
    /// </summary>
    /// <param name="time">Measures the work.</param>
    /// <param name="isServing">Whether messages are answered meanwhile: then they go first.</param>
    /// <param name="work">What to do.</param>
    public static Task<T> RunAsync<T>(TimeProvider time, bool isServing, Func<Task<T>> work) =>
        Task
            .Factory.StartNew(
                () =>
                {
                    _time = isServing ? time : null;
                    _since = time.GetTimestamp();
                    return work();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();

    /// <summary>Called between two pieces: rests if enough was done since the last time.</summary>
    public static void Yield()
    {
        if (_time is not { } time || time.GetElapsedTime(_since) < Piece)
        {
            return;
        }

        if (GC.GetAllocatedBytesForCurrentThread() is var allocated && allocated - _collected > MostUncollected)
        {
            GC.Collect(Young, GCCollectionMode.Forced, blocking: true);
            _collected = allocated;
        }

        var worked = time.GetElapsedTime(_since);
        Thread.Sleep((worked < MostWorked ? worked : MostWorked) * Rests);
        _since = time.GetTimestamp();
    }
}
