namespace WebhookReceiver.Journal;

/// <summary>
/// Which identities may have been seen in the days that ids are kept, so that a new message need not ask the disk.
/// Eight bytes each in an open table, in many small parts so that growing never stalls anybody. Beyond
/// <paramref name="most"/> it answers "maybe" to everything and the disk decides.
/// </summary>
internal sealed class KeySet(int most)
{
    private const int PartCount = 256;

    private readonly Part[] _parts = [.. Enumerable.Range(0, PartCount).Select(_ => new Part())];
    private volatile bool _isComplete;
    private volatile bool _isOverfull;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Until it is told that everything on disk was added, the answer is always "maybe".</summary>
    public void Complete() => _isComplete = !_isOverfull;

    public bool MayContain(ulong identity)
    {
        if (!_isComplete)
        {
            return true;
        }

        var part = _parts[(int)(identity % PartCount)];
        lock (part)
        {
            return part.Contains(Spread(identity));
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
            if (!part.Add(Spread(identity)))
            {
                return;
            }
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

    /// <summary>Takes an identity out again. Called from the thread that adds, once nothing on disk has it.</summary>
    public void Remove(ulong identity)
    {
        var part = _parts[(int)(identity % PartCount)];
        lock (part)
        {
            if (!part.Remove(Spread(identity)))
            {
                return;
            }
        }

        Interlocked.Decrement(ref _count);
    }

    // 0 marks a free slot; the two identities that meet there only cost a look at the disk.
    private static ulong Spread(ulong identity) => identity == 0 ? 1 : identity;

    private sealed class Part
    {
        private ulong[] _slots = new ulong[64];
        private int _used;

        public bool Contains(ulong identity) => _slots[Find(_slots, identity)] == identity;

        public bool Add(ulong identity)
        {
            var slot = Find(_slots, identity);
            if (_slots[slot] == identity)
            {
                return false;
            }

            _slots[slot] = identity;
            if (++_used * 3 > _slots.Length * 2)
            {
                Grow();
            }

            return true;
        }

        public bool Remove(ulong identity)
        {
            var mask = _slots.Length - 1;
            var hole = Find(_slots, identity);
            if (_slots[hole] != identity)
            {
                return false;
            }

            // Those behind that had to step aside move up, so that no search ends early at the hole.
            for (var next = (hole + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
            {
                var home = (int)(_slots[next] >> 8) & mask;
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

        private void Grow()
        {
            var larger = new ulong[_slots.Length * 2];
            foreach (var identity in _slots)
            {
                if (identity != 0)
                {
                    larger[Find(larger, identity)] = identity;
                }
            }

            _slots = larger;
        }

        private static int Find(ulong[] slots, ulong identity)
        {
            var mask = slots.Length - 1;
            var slot = (int)(identity >> 8) & mask;
            while (slots[slot] != 0 && slots[slot] != identity)
            {
                slot = (slot + 1) & mask;
            }

            return slot;
        }
    }
}
