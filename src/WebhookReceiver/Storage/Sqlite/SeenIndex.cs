using System.Buffers.Binary;
using System.Runtime.InteropServices;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Finds the journal rows that may be a message, with twelve bytes of memory per keyed row. Only the whole key in the
/// row proves that it is the message. An entry without its row finds nothing.
/// </summary>
/// <remarks>
/// The rows of one identity share one of 65,536 short lists. So one look-up finds the message and the others with its
/// id, and adding a row never blocks for long.
/// </remarks>
internal sealed class SeenIndex
{
    private const int PartBits = 16;
    private const int GateCount = 256;
    private const int LeastGrowth = 4;

    private readonly Entry[]?[] _parts = new Entry[1 << PartBits][];
    private readonly Lock[] _gates = [.. Enumerable.Range(0, GateCount).Select(_ => new Lock())];
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isComplete;
    private volatile bool _hasOldIdentities;
    private int _count;

    /// <summary>The number of rows in the index.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// True once all rows of the file are added; before that, an unknown message may still be in the file.
    /// </summary>
    public bool IsComplete => _isComplete;

    /// <summary>Completes when the index is complete; fails if the journal closes first.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>
    /// True if some rows or tombstones may have an identity of the first builds, see <see cref="KeyMigration"/>.
    /// </summary>
    public bool HasOldIdentities
    {
        get => _hasOldIdentities;
        set => _hasOldIdentities = value;
    }

    public void Complete()
    {
        _isComplete = true;
        _loaded.TrySetResult();
    }

    /// <summary>Ends the loading: waiters are refused.</summary>
    public void Abandon() => _loaded.TrySetException(new JournalUnavailableException("The journal is closed."));

    /// <summary>Adds a row; idempotent.</summary>
    /// <returns>False if it was there.</returns>
    public bool Add(ReadOnlySpan<byte> key, long row)
    {
        var entry = Entry.Of(key, row, out var part);
        lock (GateOf(part))
        {
            var entries = _parts[part] ?? [];
            var slot = 0;
            for (; slot < entries.Length && entries[slot].IsUsed; slot++)
            {
                if (entries[slot] == entry)
                {
                    return false;
                }
            }

            if (slot == entries.Length)
            {
                Array.Resize(ref entries, slot + Math.Max(LeastGrowth, slot / 4));
                _parts[part] = entries;
            }

            entries[slot] = entry;
        }

        Interlocked.Increment(ref _count);
        return true;
    }

    public void Remove(ReadOnlySpan<byte> key, long row)
    {
        var entry = Entry.Of(key, row, out var part);
        lock (GateOf(part))
        {
            var entries = (_parts[part] ?? []).AsSpan();
            var slot = entries.IndexOf(entry);
            if (slot < 0)
            {
                return;
            }

            var free = entries.IndexOf(default(Entry));
            var last = (free < 0 ? entries.Length : free) - 1;
            entries[slot] = entries[last];
            entries[last] = default;
        }

        Interlocked.Decrement(ref _count);
    }

    /// <summary>
    /// The rows that may be this message, newest first; after them one row with the same id and other content.
    /// </summary>
    /// <param name="key">The message; without an id, the key it has when it arrives now.</param>
    public IReadOnlyList<long> RowsOf(MessageKey key)
    {
        var identity = (uint)key.Identity;
        var part = PartOf(key.Identity);
        List<long>? rows = null;
        var borrowed = 0L;
        lock (GateOf(part))
        {
            foreach (ref readonly var entry in (_parts[part] ?? []).AsSpan())
            {
                if (!entry.IsUsed)
                {
                    break;
                }

                if (entry.Identity != identity)
                {
                    continue;
                }

                if (MayBe(entry, key))
                {
                    (rows ??= []).Add(entry.Row);
                }
                else if (key.HasId)
                {
                    borrowed = Math.Max(borrowed, entry.Row);
                }
            }
        }

        rows?.Sort(static (one, other) => other.CompareTo(one));
        if (borrowed != 0)
        {
            (rows ??= []).Add(borrowed);
        }

        return rows ?? (IReadOnlyList<long>)[];
    }

    // Without an id a redelivery may be on either side of a bound between two windows.
    private static bool MayBe(Entry entry, MessageKey key)
    {
        var window = (ulong)MessageKey.WindowWithoutId.Ticks;
        return entry.Tag == TagOf(key.High, key.Low)
            || (
                !key.HasId
                && (entry.Tag == TagOf(key.High, key.Low - window) || entry.Tag == TagOf(key.High, key.Low + window))
            );
    }

    /// <summary>
    /// Some bits of the content hash. Repeated content without an id gets other bits every ten seconds, so that only
    /// the rows of that time match.
    /// </summary>
    private static uint TagOf(ulong high, ulong low) =>
        (uint)((high + (low / (ulong)MessageKey.WindowWithoutId.Ticks * 0x9E3779B97F4A7C15)) >> (64 - Entry.TagBits));

    private static int PartOf(ulong identity) => (int)(identity >> (64 - PartBits));

    private Lock GateOf(int part) => _gates[part % GateCount];

    /// <summary>
    /// A row with 32 bits of its identity (48 with its list) and 24 of its content. The row's number is 0 only in a
    /// free slot.
    /// </summary>
    [StructLayout(LayoutKind.Sequential, Pack = sizeof(uint))]
    private readonly record struct Entry(uint Identity, ulong TagAndRow)
    {
        public const int TagBits = 24;

        public bool IsUsed => TagAndRow != 0;

        public uint Tag => (uint)(TagAndRow >> (64 - TagBits));

        /// <summary>The row's number, up to a million millions.</summary>
        public long Row => (long)(TagAndRow << TagBits >> TagBits);

        public static Entry Of(ReadOnlySpan<byte> key, long row, out int part)
        {
            var identity = BinaryPrimitives.ReadUInt64BigEndian(key);
            var tag = TagOf(
                BinaryPrimitives.ReadUInt64BigEndian(key[8..]),
                BinaryPrimitives.ReadUInt64BigEndian(key[16..])
            );
            part = PartOf(identity);
            return new Entry((uint)identity, ((ulong)tag << (64 - TagBits)) | (ulong)row);
        }
    }
}
