using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>
/// Keys of the newest rows, which are not in the index on disk yet. They come in no order, so each would make a page of
/// the index dirty, and a commit of 128 messages would write 128 pages more (measured: 7,500 bytes a message instead of 1,500).
/// They are merged there many at once and in order. A start reads them back from the rows, so a crash loses none.
/// Written by the writer's thread, read by all.
/// </summary>
internal sealed class FreshKeys
{
    private readonly Lock _gate = new();
    private volatile Generations _keys = new(new KeyTable(), Merging: null);

    /// <summary>
    /// The table of the last merge, to be filled again: a new one each time would leave as much behind. Who still looks into
    /// it meanwhile finds what is true: its keys are on disk, and those that come into it are committed.
    /// </summary>
    private KeyTable? _spare;

    /// <summary>Keys that no merge has taken yet.</summary>
    public int Count => _keys.Young.Count;

    /// <summary>The keys that are being merged; <see langword="null"/> between merges.</summary>
    public KeyTable? Merging => _keys.Merging;

    public static FreshKeys Load(SqliteConnection connection, long after)
    {
        var fresh = new FreshKeys();
        using var rows = new Statement(
            connection,
            $"SELECT id, key FROM message WHERE id > ?1 AND length(key) = {JournalKey.Length}"
        );
        rows.Bind(1, after);
        while (rows.Step())
        {
            fresh.Add(JournalKey.Read(rows.Bytes(1)), rows.Integer(0));
        }

        return fresh;
    }

    public void Add(JournalKey key, long message) => _keys.Young.Add(new KeyRow(key, message));

    /// <summary>At a start: those in the index are added by <see cref="KeySetLoader"/>.</summary>
    public void AddTo(KeySet known)
    {
        var keys = _keys;
        keys.Young.AddTo(known);
        keys.Merging?.AddTo(known);
    }

    /// <summary>The rows of these that may be this message; whether they are stands in them.</summary>
    /// <param name="key">The message.</param>
    /// <param name="isBorrowed">Whether there are others that claim to be it.</param>
    public IReadOnlyList<long> RowsOf(JournalKey key, out bool isBorrowed)
    {
        var keys = _keys;
        List<long>? rows = null;
        isBorrowed = false;
        keys.Young.RowsOf(key, ref rows, ref isBorrowed);
        keys.Merging?.RowsOf(key, ref rows, ref isBorrowed);
        return rows ?? (IReadOnlyList<long>)[];
    }

    /// <summary>From now on new keys go to a new table and the others are those to merge.</summary>
    public void BeginMerge()
    {
        lock (_gate)
        {
            _keys = new Generations(_spare ?? new KeyTable(), _keys.Young);
            _spare = null;
        }
    }

    /// <summary>The merged keys are on disk.</summary>
    public void EndMerge()
    {
        lock (_gate)
        {
            var merged = _keys.Merging;
            _keys = _keys with { Merging = null };
            merged?.Clear();
            _spare = merged;
        }
    }

    private sealed record Generations(KeyTable Young, KeyTable? Merging);
}
