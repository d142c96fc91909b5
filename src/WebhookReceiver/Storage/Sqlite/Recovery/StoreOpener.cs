using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>How much of a file is checked before use.</summary>
internal enum StoreCheck
{
    None = 0,

    /// <summary>All of it, unless that takes too long.</summary>
    IfSmall = 1,
    Whole = 2,
}

/// <summary>
/// Opens and checks the journal file; sets a damaged one aside and copies its readable rows into a new one.
/// </summary>
internal sealed partial class StoreOpener(
    JournalPaths paths,
    SeenIndex seen,
    LostFiles lostFiles,
    TimeProvider time,
    ILogger logger
)
{
    private readonly string _path = paths.Database;

    private SqliteStore? _orphan;
    private StoreLoss? _loss;
    private long _expected;
    private bool _isDamaged;

    public string Path => _path;

    /// <summary>True while a store waits whose files are no longer at their paths; the next open begins with its contents.</summary>
    public bool HasOrphan => _orphan is not null;

    /// <summary>Takes a store over, to write its contents anew.</summary>
    public void Take(SqliteStore orphan, StoreLoss loss)
    {
        Expect(orphan.LastId);
        (_orphan, _loss) = (orphan, loss);
    }

    /// <summary>The journal must have this message; the next open tells if it has not.</summary>
    public void Expect(long lastMessage) => _expected = Math.Max(_expected, lastMessage);

    /// <exception cref="SqliteException">The file cannot be opened, for another reason than damage.</exception>
    /// <exception cref="StartRefusedException">The file is of a later version.</exception>
    public SqliteStore Open(StoreCheck check, Action beforeSetAside)
    {
        // Damage whose copy found no room is still there, whatever failed since.
        var store = OpenSound(_isDamaged ? StoreCheck.Whole : check, beforeSetAside);
        _isDamaged = false;
        if (store.LastId < _expected)
        {
            lostFiles.MessagesLost(_expected - store.LastId);
        }

        _expected = 0;
        return store;
    }

    private SqliteStore OpenSound(StoreCheck check, Action beforeSetAside)
    {
        if (_orphan is { } orphan)
        {
            check = _loss!.IsDamage ? StoreCheck.Whole : check;
            if (Rescue(orphan, _loss, beforeSetAside) is { } damage)
            {
                return OpenNew(damage, beforeSetAside);
            }
        }

        if (WalFile.SetAsideIfUnreadable(_path, time.GetUtcNow()) is { } log)
        {
            Log.LogSetAside(logger, log);
        }

        try
        {
            var store = Open();
            var fault = FaultOf(store, check);
            if (fault is null)
            {
                return store;
            }

            store.Dispose();
            return OpenNew(fault, beforeSetAside);
        }
        catch (SqliteException e) when (StoreFault.KindOf(e) is StoreFault.Corrupt)
        {
            return OpenNew(e.Message, beforeSetAside);
        }
    }

    private SqliteStore Open()
    {
        var hadContents = new FileInfo(_path) is { Exists: true, Length: > 0 };
        var store = SqliteStore.Open(_path, seen, flushed: paths.TemporaryFolder is null);
        paths.Opened?.Invoke(store);
        if (store.WasEmpty && hadContents && paths.MustExist)
        {
            StartCheck.TellEmpty(logger, _path);
        }

        return store;
    }

    private string? FaultOf(SqliteStore store, StoreCheck check)
    {
        try
        {
            return check switch
            {
                StoreCheck.Whole => Database.FaultOf(store.Connection),
                StoreCheck.IfSmall when Database.SizeOf(store.Connection) <= paths.MostBytesCheckedAtStart =>
                    Database.FaultOf(store.Connection),
                _ => null,
            };
        }
        catch (SqliteException e) when (StoreFault.KindOf(e) is StoreFault.Corrupt)
        {
            return e.Message;
        }
    }

    /// <summary>Puts a copy of the open file back to its path; what is there now is set aside, unless it is in the copy.</summary>
    /// <returns>The damage, if it cannot even be copied: its readable rows are left.</returns>
    private string? Rescue(SqliteStore orphan, StoreLoss loss, Action beforeSetAside)
    {
        beforeSetAside();
        PrivateFiles.CreateFolder(System.IO.Path.GetDirectoryName(_path)!);
        var whole = _path + ".rescued";
        File.Delete(whole);
        try
        {
            orphan.CopyTo(whole);
        }
        catch (SqliteException e) when (loss.IsDamage && StoreFault.IsOfTheDisk(e))
        {
            orphan.CloseWithoutLog();
            _orphan = null;
            File.Delete(whole);
            return e.Message;
        }

        var aside = loss.File is LostFiles.Journal && File.Exists(_path) ? SetReplacementAside() : null;
        if (aside is null && WalFile.LengthOf(_path) > 0)
        {
            aside = WalFile.SetAside(_path, "replaced", time.GetUtcNow());
        }

        orphan.CloseWithoutLog();
        _orphan = null;
        // Of the lost file: its contents are in the copy.
        File.Delete(WalFile.Of(_path));
        File.Delete(_path + "-shm");
        File.Move(whole, _path, overwrite: true);
        Log.Rescued(logger, _path, aside ?? "nothing");
        return null;
    }

    /// <summary>The log apart from the file: it is of the lost one, and must not be applied to this one.</summary>
    private string SetReplacementAside()
    {
        if (File.Exists(WalFile.Of(_path)))
        {
            WalFile.SetAside(_path, "replaced", time.GetUtcNow());
        }

        var aside = WalFile.FreeName(_path, "replaced", time.GetUtcNow());
        File.Move(_path, aside);
        return aside;
    }

    private SqliteStore OpenNew(string fault, Action beforeSetAside)
    {
        beforeSetAside();
        _isDamaged = true;
        var (salvaged, saved) = Salvage();
        var aside = DatabaseRecovery.SetAside(_path, time.GetUtcNow());
        File.Move(salvaged, _path);
        Log.SetAside(logger, fault, aside);
        Log.Salvaged(logger, saved);
        // The stamps are known only after the rows are copied.
        return Open();
    }

    /// <summary>The new journal is complete before it takes the place of the damaged one: the disk may have no room now.</summary>
    private (string Path, long Saved) Salvage()
    {
        var salvaged = _path + ".salvaged";
        foreach (var companion in (string[])["", "-wal", "-shm"])
        {
            File.Delete(salvaged + companion);
        }

        using var store = SqliteStore.Open(salvaged, seen, flushed: paths.TemporaryFolder is null);
        paths.Opened?.Invoke(store);
        return (salvaged, DatabaseRecovery.Copy(_path, store.Connection, time.GetUtcNow()));
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED ({Fault}). It is kept as {Aside}; a new journal was started. "
                + "Restore a backup if you have one: a missing message may get a second answer when it is delivered again"
        )]
        public static partial void SetAside(ILogger logger, string fault, string aside);

        [LoggerMessage(LogLevel.Critical, "{Saved} messages were recovered from the damaged journal")]
        public static partial void Salvaged(ILogger logger, long saved);

        [LoggerMessage(
            LogLevel.Critical,
            "The journal is at {Path} again, with all that was in it. What was in its place is kept as {Aside}. To restore a backup, stop the server first"
        )]
        public static partial void Rescued(ILogger logger, string path, string aside);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL'S LOG IS UNREADABLE. It is kept as {Aside}; the newest messages may be missing. A missing message may get a second answer when it is delivered again"
        )]
        public static partial void LogSetAside(ILogger logger, string aside);
    }
}
