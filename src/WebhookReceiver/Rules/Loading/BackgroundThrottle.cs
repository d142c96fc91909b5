namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Pauses long work so that messages find a free processor: half a millisecond of work, then a rest three times as
/// long. Applies only to the work's own thread; elsewhere <see cref="Yield"/> does nothing.
/// </summary>
internal static class BackgroundThrottle
{
    private const int Rests = 3;

    /// <summary>
    /// Nearly all of a new rule set survives, and the collector stops every thread while it copies survivors. So
    /// collect often and little (below 1 ms) instead of at the collector's choice (3 ms, at times 10).
    /// </summary>
    private const int MostUncollected = 512 * 1024;

    private const int Young = 1;

    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(0.5);

    /// <summary>A suspended process has not worked all that time.</summary>
    private static readonly TimeSpan MostWorked = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures the work; null on a thread that need not pause.</summary>
    [ThreadStatic]
    private static TimeProvider? _time;

    [ThreadStatic]
    private static long _since;

    [ThreadStatic]
    private static long _collected;

    /// <summary>
    /// Runs the work on a separate thread: ten thousand rules take seconds, and the pool's few threads are for
    /// messages. After an await that has to wait, the work is on the pool and does not pause.
    /// </summary>
    /// <param name="time">Measures the work.</param>
    /// <param name="isServing">Whether messages are answered meanwhile: then they have priority.</param>
    /// <param name="work">The work.</param>
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

    /// <summary>Called between two steps: pauses after enough work.</summary>
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
