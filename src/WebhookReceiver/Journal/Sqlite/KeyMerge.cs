using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>
/// Merges fresh keys into the index: under load some with every group, in the group's own transaction, so that no
/// message waits for it; otherwise a little between two groups. Killed at any point it is begun anew.
/// </summary>
internal sealed class KeyMerge(SqliteConnection connection) : IDisposable
{
    /// <summary>So many fill two tables of 4 MB nearly to the brim, see <see cref="KeyTable"/>.</summary>
    private const int MostFresh = 170_000;

    private const int RowsAtOnce = 1_024;
    private const int QuietGrowth = 2_000;

    /// <summary>Faster than new ones come, or it would never end.</summary>
    private const int RowsPerMessage = 2;

    private readonly Statement _insert = new(connection, "INSERT OR IGNORE INTO seen(key, message) VALUES(?1, ?2)");
    private Place _place;
    private Place _written;
    private KeyRow[] _rows = [];
    private int _part = -1;
    private long _upTo;
    private int _countBefore;

    /// <summary>One piece of work, if a merge has begun; begins one if enough is waiting for it.</summary>
    /// <returns>True if the merge goes on.</returns>
    public bool StepIfDue(SqliteStore store)
    {
        if (BeginIfDue(store))
        {
            Step(store);
        }

        return store.Fresh.Merging is not null;
    }

    /// <summary>Called after a group: begins a merge if enough is waiting for it. The groups after it do the work.</summary>
    /// <returns>True while one goes on.</returns>
    public bool BeginIfDue(SqliteStore store)
    {
        if (store.Fresh.Merging is null && store.Fresh.Count >= MostFresh)
        {
            Begin(store);
        }

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

    /// <summary>One piece of work, in a transaction of its own.</summary>
    /// <returns>True if there is more.</returns>
    public bool Step(SqliteStore store)
    {
        var fresh = store.Fresh;
        if (fresh.Merging is null)
        {
            if (fresh.Count == 0)
            {
                return false;
            }

            Begin(store);
        }

        store.InTransaction(_ =>
        {
            Write(fresh, RowsAtOnce);
            return true;
        });
        Committed(fresh);
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

    /// <summary>Writes some keys, if a merge has begun, into a transaction that carries messages; <see cref="Committed"/> follows.</summary>
    public void WriteWith(int messages, FreshKeys fresh)
    {
        if (fresh.Merging is not null)
        {
            Write(fresh, messages * RowsPerMessage);
        }
    }

    /// <summary>What was written counts. If its transaction was rolled back this is not called, and it is written again.</summary>
    public void Committed(FreshKeys fresh)
    {
        if (fresh.Merging is null)
        {
            return;
        }

        _place = _written;
        if (_place.Part == KeyTable.PartCount)
        {
            fresh.EndMerge();
            _rows = [];
        }
    }

    public void Dispose() => _insert.Dispose();

    private void Begin(SqliteStore store)
    {
        _place = _written = default;
        _part = -1;
        _upTo = store.LastId;
        _countBefore = 0;
        store.Fresh.BeginMerge();
    }

    private void Write(FreshKeys fresh, int most)
    {
        Span<byte> prefix = stackalloc byte[JournalKey.PrefixLength];
        var place = _place;
        while (place.Part < KeyTable.PartCount && most > 0)
        {
            var rows = RowsOf(place.Part, fresh.Merging!);
            var end = Math.Min(rows.Length, place.Row + most);
            foreach (var row in rows.AsSpan(place.Row..end))
            {
                row.WritePrefixTo(prefix);
                _insert.Bind(1, prefix);
                _insert.Bind(2, row.Message);
                _insert.Run();
            }

            most -= end - place.Row;
            place = end < rows.Length ? place with { Row = end } : new Place(place.Part + 1, 0);
        }

        if (place.Part == KeyTable.PartCount)
        {
            Marks.Set(connection, Marks.KeysMerged, _upTo);
        }

        _written = place;
    }

    private KeyRow[] RowsOf(int part, KeyTable merging)
    {
        if (_part != part)
        {
            _rows = merging.Sorted(part);
            _part = part;
        }

        return _rows;
    }

    /// <summary>How far it has come.</summary>
    private readonly record struct Place(int Part, int Row);
}
