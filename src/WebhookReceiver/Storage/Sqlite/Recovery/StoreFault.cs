using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>The kind of a store fault; the word is the metric's label.</summary>
internal static class StoreFault
{
    public const string Full = "full";
    public const string ReadOnly = "ro";
    public const string Busy = "busy";
    public const string Corrupt = "corrupt";
    public const string Flush = "fsync";
    public const string Input = "io";

    /// <summary>One row is at fault, not the store.</summary>
    public const string Row = "row";

    private const int FlushFailed = 1034;

    /// <summary>
    /// The file or its disk is at fault, whichever connection found it: it must not be used any more.
    /// </summary>
    public static bool IsOfTheDisk(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>The disk takes no writes: full, or failing.</summary>
    public static bool IsOfWriting(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR;

    public static string KindOf(SqliteException fault) =>
        (fault.SqliteErrorCode, fault.SqliteExtendedErrorCode) switch
        {
            (raw.SQLITE_FULL, _) => Full,
            (raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH, _) => ReadOnly,
            (raw.SQLITE_BUSY or raw.SQLITE_LOCKED, _) => Busy,
            (raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB, _) => Corrupt,
            (raw.SQLITE_IOERR, FlushFailed) => Flush,
            (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE, _) => Row,
            _ => Input,
        };
}
