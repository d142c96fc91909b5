namespace WebhookReceiver.Rules;

/// <summary>
/// Lets a long work that nobody waits for rest between two pieces, so that messages find the processor free: half a
/// millisecond of work, three times as long a rest. Belongs to one thread.
/// </summary>
/// <param name="time">Measures the work.</param>
internal sealed class Pace(TimeProvider time)
{
    private const int Rests = 3;

    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(0.5);

    /// <summary>A process that was stopped meanwhile has not worked for all that time.</summary>
    private static readonly TimeSpan MostWorked = TimeSpan.FromMilliseconds(5);

    private long _since = time.GetTimestamp();

    /// <summary>Called between two pieces: rests if enough was done since the last time.</summary>
    public void Breathe()
    {
        var worked = time.GetElapsedTime(_since);
        if (worked < Piece)
        {
            return;
        }

        Thread.Sleep((worked < MostWorked ? worked : MostWorked) * Rests);
        _since = time.GetTimestamp();
    }
}
