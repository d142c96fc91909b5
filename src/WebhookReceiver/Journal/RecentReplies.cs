namespace WebhookReceiver.Journal;

/// <summary>
/// Replies kept in memory, found like those on disk. Bounded by age and, where a number is given, by number: the oldest go
/// first. Also holds what was received and not yet answered.
/// </summary>
internal sealed class RecentReplies(int most = int.MaxValue)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Entry> _byIdentity = [];
    private readonly Queue<Entry> _byAge = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byAge.Count;
            }
        }
    }

    /// <summary>Keeps a reply, or with <see langword="null"/> the fact that a message was received. A reply that is there stays.</summary>
    /// <returns>The reply that counts.</returns>
    public ReadOnlyMemory<byte>? Keep(JournalKey key, ReadOnlyMemory<byte>? reply, long stamp)
    {
        lock (_gate)
        {
            var first = _byIdentity.GetValueOrDefault(key.Identity);
            for (var entry = first; entry is not null; entry = entry.Next)
            {
                if (entry.Key.High == key.High && entry.Key.Low == key.Low)
                {
                    return entry.Reply ??= reply;
                }
            }

            var added = new Entry(key, stamp) { Reply = reply, Next = first };
            _byIdentity[key.Identity] = added;
            _byAge.Enqueue(added);
            while (_byAge.Count > most)
            {
                Remove(_byAge.Dequeue());
            }

            return reply;
        }
    }

    public bool TryFind(JournalKey key, DateTimeOffset arrival, out Finding finding)
    {
        lock (_gate)
        {
            var first = _byIdentity.GetValueOrDefault(key.Identity);
            for (var entry = first; entry is not null; entry = entry.Next)
            {
                if (key.IsSameMessage(entry.Key, arrival))
                {
                    var stored = key with { Low = entry.Key.Low };
                    finding = entry.Reply is { } reply
                        ? new Finding(FindingKind.Answered, stored, reply)
                        : new Finding(FindingKind.Unanswered, stored);
                    return true;
                }
            }

            var kind = first is not null && key.HasId ? FindingKind.Conflict : FindingKind.New;
            finding = new Finding(kind, key.ArrivedAt(arrival));
            return false;
        }
    }

    /// <summary>Forgets everything stamped before.</summary>
    public void Expire(long before)
    {
        lock (_gate)
        {
            while (_byAge.TryPeek(out var oldest) && oldest.Stamp < before)
            {
                Remove(_byAge.Dequeue());
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byIdentity.Clear();
            _byAge.Clear();
        }
    }

    private void Remove(Entry gone)
    {
        var first = _byIdentity[gone.Key.Identity];
        if (ReferenceEquals(first, gone))
        {
            if (gone.Next is null)
            {
                _byIdentity.Remove(gone.Key.Identity);
                return;
            }

            _byIdentity[gone.Key.Identity] = gone.Next;
            return;
        }

        while (!ReferenceEquals(first.Next, gone))
        {
            first = first.Next!;
        }

        first.Next = gone.Next;
    }

    private sealed class Entry(JournalKey key, long stamp)
    {
        public JournalKey Key { get; } = key;
        public long Stamp { get; } = stamp;
        public ReadOnlyMemory<byte>? Reply { get; set; }
        public Entry? Next { get; set; }
    }
}
