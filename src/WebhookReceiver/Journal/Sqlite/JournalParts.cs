using WebhookReceiver.Journal.Spooling;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>What the journal in the data folder is made of, put together in the order in which it must be opened.</summary>
internal sealed record JournalParts(
    JournalPlace Place,
    Overlay Overlay,
    SeenIndex Seen,
    Tombstones Tombstones,
    SqliteReaders Readers,
    StoreKeeper Keeper,
    JournalWriter Writer,
    TimeProvider Time
) : IDisposable
{
    public static JournalParts Open(
        JournalPlace place,
        JournalMetrics metrics,
        JournalHealth health,
        TimeProvider time,
        ILogger logger
    )
    {
        var overlay = new Overlay();
        var seen = new SeenIndex();
#pragma warning disable CA2000 // whoever gets the parts disposes of them
        var readers = new SqliteReaders(place.Database);
        var spool = new SpoolKeeper(OpenSpool(place), overlay, metrics, health, logger);
#pragma warning restore CA2000
        var opener = new StoreOpener(place, seen, time, logger);
        var keeper = new StoreKeeper(opener, spool, seen, readers, metrics, health, time, logger);
        try
        {
            keeper.Open();
            var tombstones = new Tombstones(place.HashKey);
            tombstones.Load(keeper.Store!.Connection);
            using (var contactHash = new ContactHash(place.HashKey))
            {
                Unanswered.Report(keeper.Store!.Connection, contactHash, logger);
            }

#pragma warning disable CA2000 // as above
            var writer = new JournalWriter(keeper, metrics, time, logger);
#pragma warning restore CA2000
            writer.Start();
            metrics.WatchLog(() => WalFile.LengthOf(place.Database));
            health.Ready();
            return new JournalParts(place, overlay, seen, tombstones, readers, keeper, writer, time);
        }
        catch
        {
            keeper.Dispose();
            readers.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        Readers.Dispose();
    }

    private static SpoolFile OpenSpool(JournalPlace place)
    {
        try
        {
            return SpoolFile.Open(place.Spool, place.SpoolBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:SpoolFile: no room for {place.SpoolBytes >> 20} MB in {place.Spool} ({e.Message}). "
                    + "Free some, name another place, or set Journal:SpoolBytes lower.",
                e
            );
        }
    }
}
