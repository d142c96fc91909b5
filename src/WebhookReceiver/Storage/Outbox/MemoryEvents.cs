namespace WebhookReceiver.Storage.Outbox;

/// <summary>The newest events of the journal in memory, each content once.</summary>
internal sealed class MemoryEvents(int capacity)
{
    private readonly Lock _gate = new();
    private readonly List<StoredEvent> _events = [];
    private readonly Dictionary<string, StoredEvent> _byHash = new(StringComparer.Ordinal);
    private long _lastId;

    public IReadOnlyList<StoredEvent> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public void Add(EventRecord report)
    {
        var hash = Convert.ToHexString(report.Hash.Span);
        lock (_gate)
        {
            if (_byHash.TryGetValue(hash, out var known))
            {
                var again = known with { Times = known.Times + 1, LastAt = report.ReceivedAt };
                _byHash[hash] = again;
                _events[_events.IndexOf(known)] = again;
                return;
            }

            var added = new StoredEvent(
                ++_lastId,
                report.ReceivedAt,
                report.ReceivedAt,
                Times: 1,
                report.Kind,
                report.EventId,
                report.Project,
                report.Raw
            );
            _byHash.Add(hash, added);
            _events.Add(added);
            if (_events.Count > capacity)
            {
                var oldest = _byHash.First(held => ReferenceEquals(held.Value, _events[0]));
                _byHash.Remove(oldest.Key);
                _events.RemoveAt(0);
            }
        }
    }
}
