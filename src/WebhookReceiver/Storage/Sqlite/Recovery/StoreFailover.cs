using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Spool;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Writes records to the store or, while it fails, to the spool, and repairs the store meanwhile. Everything here runs
/// on the writer's thread, except opening and checking a failed file.
/// </summary>
internal sealed partial class StoreFailover(
    StoreOpener opener,
    StoreWatch watch,
    SpoolWriter spool,
    SeenIndex seen,
    Tombstones tombstones,
    SqliteReaders readers,
    ClockWatch clock,
    RunningMark mark,
    LostFiles lostFiles,
    JournalMetrics metrics,
    JournalHealth health,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    private SqliteStore? _store;
    private BackgroundReopen? _backgroundReopen;
    private string? _fault;
    private volatile string? _faultOfReaders;
    private int _ofEarlier;

    /// <summary>The store while it works and its files are there, for deferrable work; otherwise <see langword="null"/>.</summary>
    public SqliteStore? Store => IsLost(thoroughly: false) ? null : _store;

    public SpoolFile SpoolFile => spool.File;

    /// <summary>The store's fault; <see langword="null"/> if there is none.</summary>
    public string? Fault => _fault;

    /// <summary>
    /// Opens the store and the spool, and moves spooled records into the store. If the disk takes no write, the server
    /// starts on the spool.
    /// </summary>
    /// <exception cref="StartRefusedException">The store cannot be opened.</exception>
    public void Open()
    {
        IReadOnlyList<JournalItem> spooled = [];
        SqliteStore? store = null;
        try
        {
            spooled = spool.ReadAll(time.GetUtcNow());
            _ofEarlier = spooled.Count;
            mark.Expect(opener, spooled.Count, lostFiles);
            store = OpenAtStart();
            SwitchTo(store, spooled);
        }
        catch (SqliteException e) when (StoreFault.IsOfWriting(e))
        {
            health.IsUnread(store is null);
            store?.Dispose();
            StartOnSpool(e, spooled);
        }
        catch (SqliteException e)
        {
            throw new StartRefusedException(
                $"The journal {opener.Path} cannot be opened: {e.Message}. {StoreFault.CureOf(e)}",
                e
            );
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var trouble = FileTrouble.Of(e);
            throw new StartRefusedException(
                $"The spool cannot be used ({trouble.What.TrimEnd('.')}). Set Journal:SpoolFile to a writable path.",
                e
            );
        }
    }

    private SqliteStore OpenAtStart()
    {
        try
        {
            return opener.Open(StoreCheck.IfSmall, beforeSetAside: readers.Close);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var trouble = FileTrouble.Of(e);
            throw new StartRefusedException(
                $"The journal {opener.Path} cannot be opened ({trouble.What}). {trouble.Cure}",
                e
            );
        }
    }

    /// <summary>Writes a group: afterwards each item is durable, or has its fault.</summary>
    public void Write(PendingWrite[] group)
    {
        var left = Store is { } store ? Commit(store, group) : group;
        if (left.Length > 0)
        {
            spool.Write(left);
            if (_store is not null)
            {
                // Only these rows were refused: the store takes others.
                health.Refuses(false);
            }
        }
    }

    /// <summary>
    /// Called every second: tries to repair the store. <paramref name="callAgain"/> requests another call when there is
    /// news.
    /// </summary>
    public void TryReopen(Action callAgain)
    {
        try
        {
            spool.TryWatch();
            Mend(callAgain);
        }
        finally
        {
            mark.Write(_store, spool.File.Count, hasLog: _store is not null);
        }
    }

    private void Mend(Action callAgain)
    {
        if (_store is not null)
        {
            MaintainWorkingStore();
        }

        if (_store is not null)
        {
            return;
        }

        spool.Look();

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

    /// <summary>Does a little maintenance between two groups, however many wait.</summary>
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

    /// <summary>Reports a reader's fault: damage must not wait until the writer finds it.</summary>
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
        IsLost(thoroughly: true);
        Drop();
        if (opener.HasOrphan)
        {
            _backgroundReopen?.Join();
        }

        _backgroundReopen?.Abandon();
        watch.RescueAtEnd(readers.Close);
        spool.Dispose();
        watch.Dispose();
        mark.Close(isClean: spool.File.Count == 0 && !opener.HasOrphan && WalFile.LengthOf(opener.Path) == 0);
    }

    /// <summary>Gives up the store: from now on everything goes to the spool until the repair.</summary>
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

    /// <summary>
    /// The rows of the store are read as long as that works; otherwise new messages wait for the repair.
    /// </summary>
    private void StartOnSpool(SqliteException fault, IReadOnlyList<JournalItem> spooled)
    {
        spool.Show(spooled);
        readers.Open();
        Fail(StoreFault.KindOf(fault), fault.Message);
        spool.Look();
    }

    /// <summary>Whether files are gone from their paths: the open ones have everything, so the next open begins with a copy of them.</summary>
    private bool IsLost(bool thoroughly)
    {
        if (_store is not { } store || !watch.IsLost(store, thoroughly))
        {
            return false;
        }

        metrics.StoreFailed(StoreFault.Replaced);
        _fault = StoreFault.Replaced;
        health.Is("a file of the journal was removed, replaced or cut while in use; messages are kept in the spool");
        _store = null;
        return true;
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
        if (IsLost(thoroughly: true))
        {
            return;
        }

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
            SwitchTo(store, spool.ReadAll(time.GetUtcNow()));
        }
#pragma warning disable CA1031 // Whatever the fault, the next try comes in a second, and the spool takes the arrivals.
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
        tombstones.Load(store.Connection);
        seen.HasOldIdentities = Watermarks.Of(store.Connection, Watermarks.OldIdentities) > 0;
        store.ProveThatItWrites();
        if (spooled.Count > 0 || _fault is not null)
        {
            SeenLoader.Load(seen, store.Connection);
        }

        // What an earlier process spooled has that one's clock and, from an earlier build, other spellings of numbers.
        var ofEarlier = Math.Min(_ofEarlier, spooled.Count);
        Apply(spooled.Take(ofEarlier));
        clock.Compare(store);
        if (ofEarlier > 0)
        {
            store.InTransaction(ContactMigration.Run);
        }

        Apply(spooled.Skip(ofEarlier));

        // What readers found before concerns the file as it was.
        _faultOfReaders = null;
        readers.Open();
        _store = store;
        watch.Follow();
        mark.Write(store, spooled: 0, hasLog: true);
        spool.Empty();
        _ofEarlier = 0;
        if (spooled.Count > 0)
        {
            Log.SpoolApplied(logger, spooled.Count);
        }

        if (_fault is not null)
        {
            Log.StoreRecovered(logger);
            _fault = null;
            health.IsUnread(false);
        }

        health.Is(trouble: null);

        void Apply(IEnumerable<JournalItem> items) => SpoolTransfer.Run(store, items, Now, opener.Path, logger);
    }

    private void Drop()
    {
        var store = _store;
        // Closing may remove the log.
        mark.Write(_store, spool.File.Count, hasLog: false);
        _store = null;
        try
        {
            store?.Dispose();
        }
        catch (SqliteException)
        {
            // A failed store may also fail to close; it is given up anyway.
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
