using System.Runtime.InteropServices;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>A stored key and the number of its row.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyRow(ulong Identity, ulong High, ulong Low, long Message)
{
    public static KeyRow Of(JournalKey key, long message) => new(key.Identity, key.High, key.Low, message);

    public JournalKey Key => new(Identity, High, Low, HasId: true);

    /// <summary>The order of the bytes on disk.</summary>
    public static int InOrderOfKeys(KeyRow one, KeyRow other) =>
        (one.Identity, one.High, one.Low).CompareTo((other.Identity, other.High, other.Low));
}

/// <summary>
/// Keys and their rows in memory: an open table without an object per key. In 256 parts by the first byte, which is also the
/// order on disk, so that one part after the other can be merged there. An identity may stand in it more than once.
/// </summary>
internal sealed class KeyTable
{
    public const int PartCount = 256;

    private readonly Part[] _parts = [.. Enumerable.Range(0, PartCount).Select(_ => new Part())];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(KeyRow row)
    {
        var part = PartOf(row.Identity);
        lock (part)
        {
            part.Add(row);
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>The row of this message arriving then; otherwise whether its id was borrowed.</summary>
    public bool TryFind(JournalKey key, DateTimeOffset arrival, out KeyRow found, ref bool isBorrowed)
    {
        var part = PartOf(key.Identity);
        lock (part)
        {
            return part.TryFind(key, arrival, out found, ref isBorrowed);
        }
    }

    /// <summary>The row that is stored under exactly this key; 0 if none.</summary>
    public long RowOf(JournalKey key)
    {
        var part = PartOf(key.Identity);
        lock (part)
        {
            return part.RowOf(key);
        }
    }

    public bool HasIdentity(ulong identity)
    {
        var part = PartOf(identity);
        lock (part)
        {
            return part.HasIdentity(identity);
        }
    }

    /// <summary>All of one part, in the order on disk.</summary>
    public KeyRow[] Sorted(int number)
    {
        var part = _parts[number];
        lock (part)
        {
            return part.Sorted();
        }
    }

    /// <summary>Forgets all; the room stays.</summary>
    public void Clear()
    {
        foreach (var part in _parts)
        {
            lock (part)
            {
                part.Clear();
            }
        }

        Volatile.Write(ref _count, 0);
    }

    private Part PartOf(ulong identity) => _parts[(int)(identity >> 56)];

    private sealed class Part
    {
        private KeyRow[] _slots = new KeyRow[16];
        private int _used;

        public void Add(KeyRow row)
        {
            if (++_used * 5 > _slots.Length * 4)
            {
                Grow();
            }

            Place(_slots, row);
        }

        public bool TryFind(JournalKey key, DateTimeOffset arrival, out KeyRow found, ref bool isBorrowed)
        {
            var mask = _slots.Length - 1;
            for (var slot = (int)key.Identity & mask; _slots[slot].Message != 0; slot = (slot + 1) & mask)
            {
                found = _slots[slot];
                if (key.IsSameMessage(found.Key, arrival))
                {
                    return true;
                }

                isBorrowed |= key.HasId && found.Identity == key.Identity;
            }

            found = default;
            return false;
        }

        public long RowOf(JournalKey key)
        {
            var mask = _slots.Length - 1;
            for (var slot = (int)key.Identity & mask; _slots[slot].Message != 0; slot = (slot + 1) & mask)
            {
                var row = _slots[slot];
                if (row.Identity == key.Identity && row.High == key.High && row.Low == key.Low)
                {
                    return row.Message;
                }
            }

            return 0;
        }

        public bool HasIdentity(ulong identity)
        {
            var mask = _slots.Length - 1;
            var slot = (int)identity & mask;
            while (_slots[slot].Message != 0 && _slots[slot].Identity != identity)
            {
                slot = (slot + 1) & mask;
            }

            return _slots[slot].Message != 0;
        }

        public void Clear()
        {
            Array.Clear(_slots);
            _used = 0;
        }

        public KeyRow[] Sorted()
        {
            var rows = Array.FindAll(_slots, row => row.Message != 0);
            Array.Sort(rows, KeyRow.InOrderOfKeys);
            return rows;
        }

        private void Grow()
        {
            var larger = new KeyRow[_slots.Length * 2];
            foreach (var row in _slots)
            {
                if (row.Message != 0)
                {
                    Place(larger, row);
                }
            }

            _slots = larger;
        }

        // A row's number is never 0, so 0 marks a free slot.
        private static void Place(KeyRow[] slots, KeyRow row)
        {
            var mask = slots.Length - 1;
            var slot = (int)row.Identity & mask;
            while (slots[slot].Message != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = row;
        }
    }
}
