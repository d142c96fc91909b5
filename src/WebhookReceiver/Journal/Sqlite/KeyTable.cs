using System.Buffers.Binary;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>What the index has of a stored message: the first bytes of its key, and the number of its row.</summary>
internal readonly record struct KeyRow
{
    /// <summary>A million millions of rows.</summary>
    private const int RowBits = 64 - JournalKey.TagBits;

    private readonly ulong _tagAndRow;

    public KeyRow(JournalKey key, long message)
    {
        Identity = key.Identity;
        _tagAndRow = ((ulong)key.Tag << RowBits) | (ulong)message;
    }

    public ulong Identity { get; }

    public uint Tag => (uint)(_tagAndRow >> RowBits);

    /// <summary>Never 0 but in a free slot.</summary>
    public long Message => (long)(_tagAndRow << JournalKey.TagBits >> JournalKey.TagBits);

    /// <summary>The order on disk.</summary>
    public static int InOrder(KeyRow one, KeyRow other) =>
        one.Identity != other.Identity
            ? one.Identity.CompareTo(other.Identity)
            : one._tagAndRow.CompareTo(other._tagAndRow);

    /// <summary>The bytes by which the index has it.</summary>
    public void WritePrefixTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target[(sizeof(ulong) - 1)..], Tag);
        BinaryPrimitives.WriteUInt64BigEndian(target, Identity);
    }
}

/// <summary>
/// The first bytes of keys and their rows in memory: an open table without an object per key. In 256 parts by the first byte,
/// which is also the order on disk, so that one part after the other can be merged there. An identity may stand in it more than once.
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

    /// <summary>Appends the rows that may be this message, and says whether there are others that claim to be.</summary>
    public void RowsOf(JournalKey key, ref List<long>? rows, ref bool isBorrowed)
    {
        var part = PartOf(key.Identity);
        lock (part)
        {
            part.RowsOf(key, ref rows, ref isBorrowed);
        }
    }

    public void AddTo(KeySet known)
    {
        foreach (var part in _parts)
        {
            lock (part)
            {
                part.AddTo(known);
            }
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

        public void RowsOf(JournalKey key, ref List<long>? rows, ref bool isBorrowed)
        {
            var mask = _slots.Length - 1;
            for (var slot = (int)key.Identity & mask; _slots[slot].Message != 0; slot = (slot + 1) & mask)
            {
                if (_slots[slot].Identity != key.Identity)
                {
                    continue;
                }

                if (_slots[slot].Tag == key.Tag)
                {
                    (rows ??= []).Add(_slots[slot].Message);
                }
                else
                {
                    isBorrowed = true;
                }
            }
        }

        public void AddTo(KeySet known)
        {
            foreach (var row in _slots)
            {
                if (row.Message != 0)
                {
                    known.Add(row.Identity);
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
            Array.Sort(rows, KeyRow.InOrder);
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
