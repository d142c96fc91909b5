namespace WebhookReceiver.Receiving;

/// <summary>Whether a port is full, for its listener, readiness and metrics.</summary>
internal sealed class PortLoad(string name, ReceivingMetrics metrics, TimeProvider time)
{
    /// <summary>A port counts as full for so long after a newcomer had to wait: attacks come in waves.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _since;
    private long? _last;

    public string Name => name;

    /// <summary>The number of its connections at most; 0 until it is open.</summary>
    public int Room { get; set; }

    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return IsFullAt(time.GetTimestamp());
            }
        }
    }

    /// <summary>A newcomer has to wait. Returns for how long the port has been full.</summary>
    public TimeSpan Full()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!IsFullAt(now))
            {
                _since = now;
            }

            _last = now;
            return time.GetElapsedTime(_since, now);
        }
    }

    /// <summary>Counts a connection that was closed to make room.</summary>
    public void Closed(bool isHalfSent) => metrics.ConnectionClosed(name, isHalfSent);

    private bool IsFullAt(long now) => _last is { } last && time.GetElapsedTime(last, now) < Lasting;
}

/// <summary>The two ports.</summary>
internal sealed class PortLoads(ReceivingMetrics metrics, TimeProvider time)
{
    public PortLoad Public { get; } = new(ReceivingMetrics.PublicPort, metrics, time);

    public PortLoad Management { get; } = new(ReceivingMetrics.ManagementPort, metrics, time);

    public IReadOnlyList<PortLoad> Both => [Public, Management];

    /// <summary>One sentence for each full port.</summary>
    public IEnumerable<string> Problems =>
        from port in Both
        where port.IsFull
        select $"The {port.Name} port is full with {port.Room} connections: the oldest that are idle or stop within the "
            + "head of a request are closed, new ones wait. See 'Connections' in docs/security.md.";
}
