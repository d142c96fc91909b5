using System.Buffers.Binary;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Finds the journal rows that may be a message, with sixteen bytes of memory per keyed row. Only the whole key in the
/// row proves that it is the message. An entry without its row finds nothing.
/// </summary>
/// <remarks>
/// The rows of one identity share one of 262,144 chains. So one look-up finds the message and the others with its
/// id, and adding a row never blocks for long.
/// </remarks>
internal sealed class SeenIndex
{
    private const int ChainBits = 18;
    private const int GateCount = 256;

    /// <summary>The first entry of each chain; 0 if it has none.</summary>
    private readonly int[] _heads = new int[1 << ChainBits];
    private readonly SeenEntries _entries = new();
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
        var entry = SeenEntry.Of(key, row);
        var chain = ChainOf(BinaryPrimitives.ReadUInt64BigEndian(key));
        lock (GateOf(chain))
        {
            for (var at = _heads[chain]; at != 0; at = _entries[at].Next)
            {
                if (_entries[at].IsSame(entry))
                {
                    return false;
                }
            }

            _heads[chain] = _entries.Add(entry with { Next = _heads[chain] });
        }

        Interlocked.Increment(ref _count);
        return true;
    }

    public void Remove(ReadOnlySpan<byte> key, long row)
    {
        var entry = SeenEntry.Of(key, row);
        var chain = ChainOf(BinaryPrimitives.ReadUInt64BigEndian(key));
        lock (GateOf(chain))
        {
            ref var link = ref _heads[chain];
            while (link != 0 && !_entries[link].IsSame(entry))
            {
                link = ref _entries[link].Next;
            }

            if (link == 0)
            {
                return;
            }

            var removed = link;
            link = _entries[removed].Next;
            _entries.Remove(removed);
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
        var chain = ChainOf(key.Identity);
        List<long>? rows = null;
        var borrowed = 0L;
        lock (GateOf(chain))
        {
            for (var at = _heads[chain]; at != 0; at = _entries[at].Next)
            {
                ref readonly var entry = ref _entries[at];
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
    private static bool MayBe(in SeenEntry entry, MessageKey key)
    {
        var window = (ulong)MessageKey.WindowWithoutId.Ticks;
        return entry.Tag == SeenEntry.TagOf(key.High, key.Low)
            || (
                !key.HasId
                && (
                    entry.Tag == SeenEntry.TagOf(key.High, key.Low - window)
                    || entry.Tag == SeenEntry.TagOf(key.High, key.Low + window)
                )
            );
    }

    private static int ChainOf(ulong identity) => (int)(identity >> (64 - ChainBits));

    private Lock GateOf(int chain) => _gates[chain % GateCount];
}
