namespace WebhookReceiver.Rules.Plugins;

/// <summary>
/// Pauses a failing rule: five faults within a minute open the circuit for a minute. After that one more fault opens it
/// at once, until a call succeeds.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    public const int FaultsToOpen = 5;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan BreakDuration = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<long> _faults = new(FaultsToOpen);
    private volatile bool _onProbation;
    private long _openedAt;

    public bool IsOpen => _onProbation && time.GetElapsedTime(Volatile.Read(ref _openedAt)) < BreakDuration;

    /// <summary>Records a fault.</summary>
    /// <returns>True if it opened the circuit.</returns>
    public bool AddFault()
    {
        lock (_gate)
        {
            if (IsOpen)
            {
                return false;
            }

            _faults.Enqueue(time.GetTimestamp());
            while (time.GetElapsedTime(_faults.Peek()) > Window)
            {
                _faults.Dequeue();
            }

            if (!_onProbation && _faults.Count < FaultsToOpen)
            {
                return false;
            }

            _faults.Clear();
            Volatile.Write(ref _openedAt, time.GetTimestamp());
            _onProbation = true;
            return true;
        }
    }

    public void AddSuccess()
    {
        // A call from before the circuit opened proves nothing about now.
        if (_onProbation && !IsOpen)
        {
            _onProbation = false;
        }
    }
}
