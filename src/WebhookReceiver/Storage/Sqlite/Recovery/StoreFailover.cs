using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Spool;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Keeps records in the store or, while that fails, in the spool, and mends the store aside. Everything here runs on the
/// writer's thread, except opening and checking a file that failed.
/// </summary>
internal sealed partial class StoreFailover(
    StoreOpener opener,
    SpoolWriter spool,
    SeenIndex seen,
    SqliteReaders readers,
    JournalMetrics metrics,
    JournalHealth health,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    private const int GroupOfSpool = 512;

    private SqliteStore? _store;
    private BackgroundReopen? _backgroundReopen;
    private string? _fault;
    private volatile string? _faultOfReaders;

    /// <summary>The store while it is well. For work that can wait until it is.</summary>
    public SqliteStore? Store => _store;

    public SpoolFile SpoolFile => spool.File;

    /// <summary>What is wrong with the store; <see langword="null"/> if nothing.</summary>
    public string? Fault => _fault;

    /// <summary>Opens everything and brings what is in the spool into the store.</summary>
    /// <exception cref="StartRefusedException">It cannot be had.</exception>
    public void Open()
    {
        try
        {
            SwitchTo(opener.Open(StoreCheck.IfSmall, beforeSetAside: readers.Close), spool.File.ReadAll());
        }
        catch (SqliteException e)
        {
            throw new StartRefusedException(
                $"The journal {opener.Path} cannot be opened: {e.Message}. Free space, mend rights, or stop the program that holds it.",
                e
            );
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The spool cannot be used: {e.Message} Set Journal:SpoolFile to a place that can be written.",
                e
            );
        }
    }

    /// <summary>Keeps a group: afterwards each is durable, or has its fault.</summary>
    public void Write(PendingWrite[] group)
    {
        var left = _store is null ? group : Commit(_store, group);
        if (left.Length > 0)
        {
            spool.Write(left);
        }
    }

    /// <summary>Called every second: tries to mend what is broken. <paramref name="callAgain"/> asks for another call when there is news.</summary>
    public void TryReopen(Action callAgain)
    {
        if (_store is not null)
        {
            MaintainWorkingStore();
        }

        if (_store is not null)
        {
            return;
        }

        if (_backgroundReopen is null)
        {
            var check = _fault switch
            {
                StoreFault.Corrupt => StoreCheck.Whole,
                StoreFault.Flush or StoreFault.Input => StoreCheck.IfSmall,
                _ => StoreCheck.None,
            };
            _backgroundReopen = BackgroundReopen.Start(() => opener.Open(check, readers.Close), callAgain);
            return;
        }

        if (!_backgroundReopen.IsDone)
        {
            return;
        }

        var mended = _backgroundReopen;
        _backgroundReopen = null;
        TrySwitchTo(mended.Take);
    }

    /// <summary>Does a little of what must be done between two groups, however many wait.</summary>
    public void Maintain()
    {
        try
        {
            _store?.Maintain();
        }
        catch (SqliteException e)
        {
            Fail(StoreFault.KindOf(e), e.Message);
        }
    }

    /// <summary>A reader met something: damage must not wait until the writer meets it too.</summary>
    public void ReaderFailed(SqliteException fault)
    {
        var kind = StoreFault.KindOf(fault);
        metrics.StoreFailed(kind);
        if (kind is StoreFault.Corrupt)
        {
            _faultOfReaders = fault.Message;
        }
    }

    public void Dispose()
    {
        Drop();
        _backgroundReopen?.Abandon();
        spool.Dispose();
    }

    /// <summary>Gives the store up: from now on everything goes to the spool until it is mended.</summary>
    public void Fail(string kind, string message)
    {
        metrics.StoreFailed(kind);
        if (!string.Equals(_fault, kind, StringComparison.Ordinal))
        {
            Log.StoreFailed(logger, kind, message);
        }

        _fault = kind;
        health.Is($"the journal's store fails ({kind}); messages are kept in the spool");
        Drop();
    }

    private PendingWrite[] Commit(SqliteStore store, PendingWrite[] group)
    {
        var result = GroupCommit.Run(store, group, Now);
        if (result.Fault is { } fault)
        {
            Fail(StoreFault.KindOf(fault), fault.Message);
        }
        else if (result.Left.Length > 0)
        {
            metrics.StoreFailed(StoreFault.Row);
            Log.RowsRefused(logger, result.Left.Length);
        }

        return result.Left;
    }

    private void MaintainWorkingStore()
    {
        if (_faultOfReaders is { } fault)
        {
            _faultOfReaders = null;
            Fail(StoreFault.Corrupt, fault);
            return;
        }

        if (spool.File.Count > 0)
        {
            TrySwitchTo(() => _store!);
        }
    }

    private void TrySwitchTo(Func<SqliteStore> take)
    {
        SqliteStore? store = null;
        try
        {
            store = take();
            SwitchTo(store, spool.File.ReadAll());
        }
#pragma warning disable CA1031 // Whatever keeps the store from being mended: the next try comes in a second, and the spool takes what arrives.
        catch (Exception e)
#pragma warning restore CA1031
        {
            store?.Dispose();
            var fault = e as SqliteException ?? e.InnerException as SqliteException;
            Fail(fault is null ? StoreFault.Input : StoreFault.KindOf(fault), e.Message);
        }
    }

    private void SwitchTo(SqliteStore store, IReadOnlyList<JournalItem> spooled)
    {
        store.ProveThatItWrites();
        seen.HasOldIdentities = Watermarks.Of(store.Connection, Watermarks.OldIdentities) > 0;
        if (spooled.Count > 0 || _fault is not null)
        {
            SeenLoader.Load(seen, store.Connection);
        }

        foreach (var group in spooled.Chunk(GroupOfSpool))
        {
            var writes = group.Select(item => new PendingWrite(item)).ToArray();
            var result = GroupCommit.Run(store, writes, Now);
            if (result.Fault is { } fault)
            {
                throw fault;
            }

            RejectedRecords.Keep(opener.Path, result.Left.Select(write => write.Item), logger);
        }

        readers.Open();
        _store = store;
        spool.Empty();
        if (spooled.Count > 0)
        {
            Log.SpoolApplied(logger, spooled.Count);
        }

        if (_fault is not null)
        {
            Log.StoreRecovered(logger);
            _fault = null;
        }

        health.Is(trouble: null);
    }

    private void Drop()
    {
        var store = _store;
        _store = null;
        try
        {
            store?.Dispose();
        }
        catch (SqliteException)
        {
            // A store that failed may fail at closing too; it is given up anyway.
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "The journal's store fails ({Kind}: {Reason}). Messages are kept in the spool until it works again"
        )]
        public static partial void StoreFailed(ILogger logger, string kind, string reason);

        [LoggerMessage(
            LogLevel.Error,
            "The journal's store refused {Count} messages one by one; they are kept in the spool"
        )]
        public static partial void RowsRefused(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "{Count} messages went from the spool into the store")]
        public static partial void SpoolApplied(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "The journal's store works again")]
        public static partial void StoreRecovered(ILogger logger);
    }
}
