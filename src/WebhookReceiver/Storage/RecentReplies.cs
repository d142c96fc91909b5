using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage;

/// <summary>
/// Replies kept in memory, found like those on disk. Bounded by age and, where a number is given, by number: the oldest go
/// first. Also holds what was received and not yet answered.
/// </summary>
/// <remarks>
/// A ring of values and not objects: a hundred thousand of those, each living a few seconds, would be carried from one
/// generation of the garbage collector to the next (measured: pauses of 8 ms instead of 3).
/// </remarks>
internal sealed class RecentReplies(int most = int.MaxValue)
{
    private const long None = -1;
    private const int FirstSize = 64;

    private readonly Lock _gate = new();

    /// <summary>The newest entry of each identity; those before it are found from there.</summary>
    private readonly Dictionary<ulong, long> _newest = [];
    private Entry[] _ring = new Entry[FirstSize];
    private long _first;
    private long _end;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return (int)(_end - _first);
            }
        }
    }

    /// <summary>Keeps a reply, or with <see langword="null"/> the fact that a message was received. A reply that is there stays.</summary>
    /// <returns>The reply that counts.</returns>
    public ReadOnlyMemory<byte>? Keep(MessageKey key, ReadOnlyMemory<byte>? reply, long stamp)
    {
        lock (_gate)
        {
            var newest = _newest.GetValueOrDefault(key.Identity, None);
            for (var number = newest; number >= _first; number = At(number).Before)
            {
                ref var entry = ref At(number);
                if (entry.Key.High == key.High && entry.Key.Low == key.Low)
                {
                    return entry.Reply ??= reply;
                }
            }

            if (_end - _first == most)
            {
                RemoveOldest();
            }
            else if (_end - _first == _ring.Length)
            {
                Grow();
            }

            _newest[key.Identity] = _end;
            At(_end++) = new Entry(key, stamp, newest) { Reply = reply };
            return reply;
        }
    }

    public bool TryFind(MessageKey key, DateTimeOffset arrival, out Finding finding)
    {
        lock (_gate)
        {
            var newest = _newest.GetValueOrDefault(key.Identity, None);
            for (var number = newest; number >= _first; number = At(number).Before)
            {
                ref var entry = ref At(number);
                if (key.IsSameMessage(entry.Key, arrival))
                {
                    var stored = key with { Low = entry.Key.Low };
                    finding = entry.Reply is { } reply
                        ? new Finding(FindingKind.Answered, stored, reply)
                        : new Finding(FindingKind.Unanswered, stored);
                    return true;
                }
            }

            var kind = newest != None && key.HasId ? FindingKind.Conflict : FindingKind.New;
            finding = new Finding(kind, key.ArrivedAt(arrival));
            return false;
        }
    }

    /// <summary>Forgets everything stamped before.</summary>
    public void Expire(long before)
    {
        lock (_gate)
        {
            while (_first < _end && At(_first).Stamp < before)
            {
                RemoveOldest();
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _newest.Clear();
            _ring = new Entry[FirstSize];
            _first = _end = 0;
        }
    }

    private ref Entry At(long number) => ref _ring[number & (_ring.Length - 1)];

    private void RemoveOldest()
    {
        ref var oldest = ref At(_first);
        if (_newest.GetValueOrDefault(oldest.Key.Identity, None) == _first)
        {
            _newest.Remove(oldest.Key.Identity);
        }

        oldest = default;
        _first++;
    }

    private void Grow()
    {
        var old = _ring;
        _ring = new Entry[old.Length * 2];
        for (var number = _first; number < _end; number++)
        {
            At(number) = old[number & (old.Length - 1)];
        }
    }

    /// <param name="Before">Number of the entry before it with the same identity; gone if it is below the first.</param>
    private record struct Entry(MessageKey Key, long Stamp, long Before)
    {
        public ReadOnlyMemory<byte>? Reply { get; set; }
    }
}
