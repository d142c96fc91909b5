using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Spool;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The parts of the journal in the data folder, created in the order in which they must open.</summary>
internal sealed record JournalComponents(
    JournalPaths Paths,
    SpooledState SpooledState,
    SeenIndex Seen,
    Tombstones Tombstones,
    SqliteReaders Readers,
    StoreFailover Failover,
    JournalWriter Writer,
    ClockWatch Clock,
    TimeProvider Time
) : IDisposable
{
    public static JournalComponents Open(
        JournalPaths paths,
        JournalMetrics metrics,
        JournalHealth health,
        TimeProvider time,
        ILogger logger
    )
    {
        var spooledState = new SpooledState();
        var seen = new SeenIndex();
#pragma warning disable CA2000 // the caller that gets the parts disposes of them
        var readers = new SqliteReaders(paths.Database);
        var spool = new SpoolWriter(OpenSpool(paths), spooledState, metrics, health, logger);
#pragma warning restore CA2000
        var opener = new StoreOpener(paths, seen, time, logger);
        var failover = new StoreFailover(opener, spool, seen, readers, metrics, health, time, logger);
        try
        {
            failover.Open();
            var tombstones = new Tombstones(paths.HashKey);
            tombstones.Load(failover.Store!.Connection);
            var clock = ClockWatch.Open(failover.Store!.Connection, time, BootId.Current(), logger);
            using (var contactHash = new ContactHash(paths.HashKey))
            {
                UnansweredMessages.Report(failover.Store!.Connection, contactHash, logger);
            }

#pragma warning disable CA2000 // as above
            var writer = new JournalWriter(failover, metrics, time, logger);
#pragma warning restore CA2000
            writer.Start();
            metrics.WatchLog(() => WalFile.LengthOf(paths.Database));
            health.Ready();
            return new JournalComponents(paths, spooledState, seen, tombstones, readers, failover, writer, clock, time);
        }
        catch
        {
            failover.Dispose();
            readers.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        Readers.Dispose();
    }

    private static SpoolFile OpenSpool(JournalPaths paths)
    {
        try
        {
            return SpoolFile.Open(paths.Spool, paths.SpoolBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:SpoolFile: no room for {paths.SpoolBytes >> 20} MB in {paths.Spool} ({e.Message}). "
                    + "Free some, name another place, or set Journal:SpoolBytes lower.",
                e
            );
        }
    }
}
