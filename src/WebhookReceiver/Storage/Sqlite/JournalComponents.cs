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
    DamagedRows DamagedRows,
    ClockWatch Clock,
    JournalHealth Health,
    LostFiles LostFiles,
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
        var lostFiles = new LostFiles(metrics, health, time, logger);
        var spool = new SpoolWriter(OpenSpool(paths), spooledState, metrics, health, lostFiles, time, logger);
        var opener = new StoreOpener(paths, seen, lostFiles, time, logger);
        var watch = new StoreWatch(opener, new JournalHead(paths.Database), lostFiles, logger);
#pragma warning restore CA2000
        var mark = RunningMark.Of(paths);
        var clock = ClockWatch.Of(time, BootId.Current(), logger);
        var tombstones = new Tombstones(paths.HashKey);
        var failover = new StoreFailover(
            opener,
            watch,
            spool,
            seen,
            tombstones,
            readers,
            clock,
            mark,
            lostFiles,
            metrics,
            health,
            time,
            logger
        );
        try
        {
            new StartCheck(paths, mark.Before, time, logger).Run();
            failover.Open();
            if (failover.Store is { } store)
            {
                using var contactHash = new ContactHash(paths.HashKey);
                UnansweredMessages.Report(store.Connection, contactHash, logger);
            }

#pragma warning disable CA2000 // as above
            var writer = new JournalWriter(failover, metrics, time, logger);
#pragma warning restore CA2000
            writer.Start();
            metrics.WatchLog(() => WalFile.LengthOf(paths.Database));
            metrics.WatchRoom(() => spool.File.Fill, () => health.IsRefusing);
            health.Ready();
            return new JournalComponents(
                paths,
                spooledState,
                seen,
                tombstones,
                readers,
                failover,
                writer,
                new DamagedRows(metrics, health, time, logger),
                clock,
                health,
                lostFiles,
                time
            );
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
        // The writer closes last, and with it goes the log: readers leave it.
        Readers.Dispose();
        Writer.Dispose();
    }

    private static SpoolFile OpenSpool(JournalPaths paths)
    {
        if (FileFacts.Of(paths.Spool) is { IsOdd: true })
        {
            throw new StartRefusedException(
                $"Journal:SpoolFile: {paths.Spool} is no file but a pipe, a socket or a device. Name another one."
            );
        }

        try
        {
            return SpoolFile.Open(paths.Spool, paths.SpoolBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:SpoolFile: no room for {paths.SpoolBytes >> 20} MB in {paths.Spool} ({e.Message}). "
                    + "Free disk space, name another place, or set Journal:SpoolBytes lower.",
                e
            );
        }
    }
}
