namespace WebhookReceiver.Journal;

/// <summary>
/// Which identities may have been seen in the days that ids are kept, so that a new message need not ask the disk. Of each, 40 of
/// its 64 bits: four bytes in an open table, in 256 parts so that growing never stalls anybody; among eight million a new one
/// is taken for known once in 130,000 times, which costs a look at the disk. Beyond <paramref name="most"/> it answers "maybe" to
/// everything and the disk decides.
/// </summary>
internal sealed class KeySet(int most)
{
    private const int PartCount = 256;

    private readonly Part[] _parts = [.. Enumerable.Range(0, PartCount).Select(_ => new Part())];
    private volatile bool _isComplete;
    private volatile bool _isOverfull;
    private int _count;

    /// <summary>How many were added and not taken out again.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Until everything on disk was added, and once there were too many, the answer is always "maybe".</summary>
    public bool IsComplete => _isComplete;

    public void Complete()
    {
        _isComplete = true;
        if (_isOverfull)
        {
            _isComplete = false;
        }
    }

    public bool MayContain(ulong identity)
    {
        if (!_isComplete)
        {
            return true;
        }

        var part = _parts[(int)(identity % PartCount)];
        lock (part)
        {
            return part.Contains(TagOf(identity));
        }
    }

    public void Add(ulong identity)
    {
        if (Count >= most)
        {
            _isOverfull = true;
            _isComplete = false;
            return;
        }

        var part = _parts[(int)(identity % PartCount)];
        lock (part)
        {
            part.Add(TagOf(identity));
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>Adds the messages of a group.</summary>
    public void Add(PendingWrite[] group)
    {
        foreach (var write in group)
        {
            if (write.Item is JournalRecord record)
            {
                Add(record.Key.Identity);
            }
        }
    }

    /// <summary>
    /// Takes an identity out again, for one row that is gone: never more often than it was added, or another one that looks like
    /// it would go. Until all were added nothing is taken out.
    /// </summary>
    public void Remove(ulong identity)
    {
        if (!_isComplete)
        {
            return;
        }

        var part = _parts[(int)(identity % PartCount)];
        lock (part)
        {
            if (!part.Remove(TagOf(identity)))
            {
                return;
            }
        }

        Interlocked.Decrement(ref _count);
    }

    // 0 marks a free slot.
    private static uint TagOf(ulong identity) => Math.Max((uint)(identity >> 32), 1);

    /// <summary>Tags, each as often as it was added.</summary>
    private sealed class Part
    {
        private uint[] _slots = new uint[64];
        private int _used;

        public bool Contains(uint tag) => _slots[Find(tag)] == tag;

        public void Add(uint tag)
        {
            if (++_used * 3 > _slots.Length * 2)
            {
                Grow();
            }

            Place(_slots, tag);
        }

        public bool Remove(uint tag)
        {
            var mask = _slots.Length - 1;
            var hole = Find(tag);
            if (_slots[hole] != tag)
            {
                return false;
            }

            // Those behind that had to step aside move up, so that no search ends early at the hole.
            for (var next = (hole + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
            {
                var home = (int)_slots[next] & mask;
                if (((next - home) & mask) >= ((next - hole) & mask))
                {
                    _slots[hole] = _slots[next];
                    hole = next;
                }
            }

            _slots[hole] = 0;
            _used--;
            return true;
        }

        private int Find(uint tag)
        {
            var mask = _slots.Length - 1;
            var slot = (int)tag & mask;
            while (_slots[slot] != 0 && _slots[slot] != tag)
            {
                slot = (slot + 1) & mask;
            }

            return slot;
        }

        private void Grow()
        {
            var larger = new uint[_slots.Length * 2];
            foreach (var tag in _slots)
            {
                if (tag != 0)
                {
                    Place(larger, tag);
                }
            }

            _slots = larger;
        }

        private static void Place(uint[] slots, uint tag)
        {
            var mask = slots.Length - 1;
            var slot = (int)tag & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = tag;
        }
    }
}
