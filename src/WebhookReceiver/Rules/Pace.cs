namespace WebhookReceiver.Rules;

/// <summary>
/// Lets a long work that nobody waits for rest between two pieces, so that messages find the processor free: half a
/// millisecond of work, three times as long a rest. Belongs to one thread.
/// </summary>
/// <param name="time">Measures the work.</param>
internal sealed class Pace(TimeProvider time)
{
    private const int Rests = 3;

    /// <summary>
    /// Nearly all of a new book stays, and collecting stops every thread for as long as there is something that stays: often
    /// and little (below 1 ms) instead of when the collector would (3 ms, at times 10).
    /// </summary>
    private const int MostUncollected = 512 * 1024;

    private const int Young = 1;

    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(0.5);

    /// <summary>A process that was stopped meanwhile has not worked for all that time.</summary>
    private static readonly TimeSpan MostWorked = TimeSpan.FromMilliseconds(5);

    private long _since = time.GetTimestamp();
    private long _collected = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>
    /// Seconds of work for ten thousand rules, on a thread of its own: those of the pool are few, and for messages. The work has
    /// to be done when it returns its task; what follows an await would be on the pool again.
    /// </summary>
    /// <param name="time">Measures the work.</param>
    /// <param name="isServing">Whether messages are answered meanwhile: then they go first.</param>
    /// <param name="work">Gets the pace to keep; null for no pace.</param>
    public static Task<T> WorkApartAsync<T>(TimeProvider time, bool isServing, Func<Pace?, Task<T>> work) =>
        Task
            .Factory.StartNew(
                () => work(isServing ? new Pace(time) : null),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();

    /// <summary>Called between two pieces: rests if enough was done since the last time.</summary>
    public void Breathe()
    {
        if (time.GetElapsedTime(_since) < Piece)
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
