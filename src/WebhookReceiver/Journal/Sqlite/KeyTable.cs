using System.Runtime.InteropServices;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Whom a stored message claims to be, and the number of its row.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyRow(ulong Identity, long Message)
{
    /// <summary>The order on disk.</summary>
    public static int InOrderOfIdentities(KeyRow one, KeyRow other) =>
        (one.Identity, one.Message).CompareTo((other.Identity, other.Message));
}

/// <summary>
/// Identities and their rows in memory: an open table without an object per key. In 256 parts by the first byte, which is also
/// the order on disk, so that one part after the other can be merged there. An identity may stand in it more than once.
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

    /// <summary>Appends the rows that claim to be this one.</summary>
    public void RowsOf(ulong identity, ref List<long>? rows)
    {
        var part = PartOf(identity);
        lock (part)
        {
            part.RowsOf(identity, ref rows);
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

        public void RowsOf(ulong identity, ref List<long>? rows)
        {
            var mask = _slots.Length - 1;
            for (var slot = (int)identity & mask; _slots[slot].Message != 0; slot = (slot + 1) & mask)
            {
                if (_slots[slot].Identity == identity)
                {
                    (rows ??= []).Add(_slots[slot].Message);
                }
            }
        }

        public void Clear()
        {
            Array.Clear(_slots);
            _used = 0;
        }

        public KeyRow[] Sorted()
        {
            var rows = Array.FindAll(_slots, row => row.Message != 0);
            Array.Sort(rows, KeyRow.InOrderOfIdentities);
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
