using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Opens the journal file, checked; a damaged one is set aside and what can be saved of it goes into a new one.</summary>
internal sealed partial class StoreOpener(string path, KeySet known, TimeProvider time, ILogger logger)
{
    /// <summary>Larger files are not read through while somebody waits.</summary>
    private const long MostBytesToCheck = 256L << 20;

    public string Path => path;

    /// <exception cref="SqliteException">It cannot be opened, for another reason than damage.</exception>
    /// <exception cref="StartRefusedException">It is of a later version.</exception>
    public SqliteStore Open(bool check, Action beforeSetAside)
    {
        if (WalFile.SetAsideIfUnreadable(path, time.GetUtcNow()) is { } log)
        {
            Log.LogSetAside(logger, log);
        }

        try
        {
            var store = SqliteStore.Open(path, known);
            var fault = check ? FaultOf(store) : null;
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

    private static string? FaultOf(SqliteStore store)
    {
        try
        {
            var size = Database.Number(
                store.Connection,
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            );
            return size > MostBytesToCheck ? null : Database.FaultOf(store.Connection);
        }
        catch (SqliteException e) when (StoreFault.KindOf(e) is StoreFault.Corrupt)
        {
            return e.Message;
        }
    }

    private SqliteStore OpenNew(string fault, Action beforeSetAside)
    {
        beforeSetAside();
        var aside = Salvage.SetAside(path, time.GetUtcNow());
        Log.SetAside(logger, fault, aside);
        var store = SqliteStore.Open(path, known);
        var saved = Salvage.Copy(aside, store.Connection);
        Log.Salvaged(logger, saved);
        // Stamps and keys are only known after the rows are there.
        store.Dispose();
        return SqliteStore.Open(path, known);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED ({Fault}). It is kept as {Aside}; a new one was begun. "
                + "Restore a backup if you have one: messages that are not in the new one may be answered a second time when they are delivered again"
        )]
        public static partial void SetAside(ILogger logger, string fault, string aside);

        [LoggerMessage(LogLevel.Critical, "{Saved} messages of the damaged journal could be saved into the new one")]
        public static partial void Salvaged(ILogger logger, long saved);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL'S LOG IS UNREADABLE. It is kept as {Aside}; the newest messages may be missing and may be answered a second time when they are delivered again"
        )]
        public static partial void LogSetAside(ILogger logger, string aside);
    }
}
