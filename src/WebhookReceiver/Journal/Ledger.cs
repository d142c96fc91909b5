namespace WebhookReceiver.Journal;

/// <summary>How a delivery ended.</summary>
internal enum Outcome
{
    Replied = 0,
    Silent = 1,

    /// <summary>Delivered again, or together with its twin: got the same bytes.</summary>
    Duplicate = 2,

    /// <summary>Could not be decoded; its body is kept.</summary>
    Quarantined = 3,

    /// <summary>Could not be kept, so it was not answered (503).</summary>
    Refused = 4,

    /// <summary>An event, kept.</summary>
    Recorded = 5,
}

/// <summary>Every delivery that comes in must go out with an outcome. What does not is the one number that must be 0.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly long[] _outcomes = new long[Enum.GetValues<Outcome>().Length];
    private long _accepted;
    private long _inside;

    public void Enter()
    {
        lock (_gate)
        {
            _accepted++;
            _inside++;
        }
    }

    /// <summary>Ends a delivery; without an outcome it stays unaccounted for ever.</summary>
    public void Leave(Outcome? outcome)
    {
        lock (_gate)
        {
            _inside--;
            if (outcome is { } known)
            {
                _outcomes[(int)known]++;
            }
        }
    }

    public long Accepted => Read(static ledger => ledger._accepted);
    public long Inside => Read(static ledger => ledger._inside);
    public long Unaccounted => Read(static ledger => ledger._accepted - ledger._inside - ledger._outcomes.Sum());

    public long Count(Outcome outcome)
    {
        lock (_gate)
        {
            return _outcomes[(int)outcome];
        }
    }

    private long Read(Func<Ledger, long> number)
    {
        lock (_gate)
        {
            return number(this);
        }
    }
}
