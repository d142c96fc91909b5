namespace WebhookReceiver.Processing;

/// <summary>
/// Counts how deliveries end. Every delivery must end with an outcome; the number without one must be 0.
/// </summary>
internal sealed class DeliveryCounters
{
    private readonly Lock _gate = new();
    private readonly long[] _outcomes = new long[Enum.GetValues<DeliveryOutcome>().Length];
    private long _accepted;
    private long _pending;

    public void Begin()
    {
        lock (_gate)
        {
            _accepted++;
            _pending++;
        }
    }

    /// <summary>Ends a delivery; without an outcome it stays unaccounted for.</summary>
    public void End(DeliveryOutcome? outcome)
    {
        lock (_gate)
        {
            _pending--;
            if (outcome is { } known)
            {
                _outcomes[(int)known]++;
            }
        }
    }

    public long Accepted => Read(static counters => counters._accepted);
    public long Pending => Read(static counters => counters._pending);
    public long Unaccounted =>
        Read(static counters => counters._accepted - counters._pending - counters._outcomes.Sum());

    public long Count(DeliveryOutcome outcome)
    {
        lock (_gate)
        {
            return _outcomes[(int)outcome];
        }
    }

    private long Read(Func<DeliveryCounters, long> number)
    {
        lock (_gate)
        {
            return number(this);
        }
    }
}
