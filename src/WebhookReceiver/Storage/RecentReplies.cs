using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage;

/// <summary>
/// Recent replies in memory, with the same look-up as on disk. Limited by age and optionally by count; the oldest leave
/// first. Also holds received messages without an answer.
/// </summary>
/// <remarks>
/// A ring of values, not objects: the garbage collector would promote a hundred thousand objects that live a few
/// seconds (measured: pauses of 8 ms instead of 3).
/// </remarks>
internal sealed class RecentReplies(int most = int.MaxValue)
{
    private const long None = -1;
    private const int FirstSize = 64;

    private readonly Lock _gate = new();

    /// <summary>The newest entry of each identity; it links to the earlier ones.</summary>
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

    /// <summary>
    /// Stores a reply, or with <see langword="null"/> the receipt of a message. An existing reply stays.
    /// </summary>
    /// <returns>The valid reply.</returns>
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

    /// <summary>Removes all entries with an earlier stamp.</summary>
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

    /// <param name="Before">
    /// Number of the previous entry with the same identity; removed if it is below the first.
    /// </param>
    private record struct Entry(MessageKey Key, long Stamp, long Before)
    {
        public ReadOnlyMemory<byte>? Reply { get; set; }
    }
}
