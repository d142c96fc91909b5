using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Merges fresh keys into the unique index, a little between two groups. Killed at any point it is begun anew.</summary>
internal sealed class KeyMerge
{
    private const int MostFresh = 200_000;
    private const int RowsAtOnce = 1_024;
    private const int QuietGrowth = 2_000;

    private int _part;
    private long _upTo;
    private int _countBefore;

    /// <summary>One piece of work, if enough is waiting for it or a merge has begun.</summary>
    /// <returns>True if the merge goes on.</returns>
    public bool StepIfDue(SqliteStore store)
    {
        if (store.Fresh.Merging is null && store.Fresh.Count < MostFresh)
        {
            return false;
        }

        Step(store);
        return store.Fresh.Merging is not null;
    }

    /// <summary>Called every second: begins a merge while little is going on.</summary>
    /// <returns>True if there is more to merge.</returns>
    public bool BeginIfQuiet(SqliteStore store)
    {
        var count = store.Fresh.Count;
        var isQuiet = count - _countBefore < QuietGrowth;
        _countBefore = count;
        return isQuiet && count > 0 && store.Fresh.Merging is null && Step(store);
    }

    /// <summary>One piece of work.</summary>
    /// <returns>True if there is more.</returns>
    public bool Step(SqliteStore store)
    {
        var fresh = store.Fresh;
        if (fresh.Merging is not { } merging)
        {
            if (fresh.Count == 0)
            {
                return false;
            }

            _part = 0;
            _upTo = store.LastId;
            _countBefore = 0;
            fresh.BeginMerge();
            merging = fresh.Merging!;
        }

        var next = store.InTransaction(connection => MergeParts(connection, merging));
        _part = next;
        if (next == KeyTable.PartCount)
        {
            fresh.EndMerge();
        }

        return fresh.Merging is not null || fresh.Count > 0;
    }

    /// <summary>Everything that is fresh now, at once.</summary>
    public void Finish(SqliteStore store)
    {
        while (store.Fresh.Merging is not null || store.Fresh.Count > 0)
        {
            Step(store);
        }
    }

    private int MergeParts(SqliteConnection connection, KeyTable merging)
    {
        using var insert = new Statement(connection, "INSERT OR IGNORE INTO seen(key, message) VALUES(?1, ?2)");
        Span<byte> key = stackalloc byte[JournalKey.Length];
        var part = _part;
        for (var done = 0; part < KeyTable.PartCount && done < RowsAtOnce; part++)
        {
            foreach (var row in merging.Sorted(part))
            {
                row.Key.WriteTo(key);
                insert.Bind(1, key);
                insert.Bind(2, row.Message);
                insert.Run();
                done++;
            }
        }

        if (part == KeyTable.PartCount)
        {
            Marks.Set(connection, Marks.KeysMerged, _upTo);
        }

        return part;
    }
}
