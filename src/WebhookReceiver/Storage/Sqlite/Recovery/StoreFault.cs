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

    /// <summary>Another file is in its place, or none.</summary>
    public const string Replaced = "replaced";

    public static readonly string[] All = [Full, ReadOnly, Busy, Corrupt, Flush, Input, Row, Replaced];

    private const int FlushFailed = 1034;

    /// <summary>
    /// The file or its disk is at fault, whichever connection found it: it must not be used any more.
    /// </summary>
    public static bool IsOfTheDisk(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>What was read is damaged, for good: whoever tries again reads the same.</summary>
    public static bool IsDamage(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        || fault.SqliteExtendedErrorCode is raw.SQLITE_IOERR_READ or raw.SQLITE_IOERR_SHORT_READ;

    /// <summary>The disk takes no writes: full, or failing.</summary>
    public static bool IsOfWriting(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR;

    /// <summary>What an operator can do about it.</summary>
    public static string CureOf(SqliteException fault) =>
        KindOf(fault) switch
        {
            Full => "There is no space left: free some.",
            ReadOnly =>
                "The file or its file system is read-only, or another user's: mount it for writing, or make it writable for this user.",
            Busy => "Stop the program that holds it.",
            _ when fault.SqliteErrorCode is raw.SQLITE_CANTOPEN =>
                "Make the file and its folder readable and writable for this user, and let this process open enough files (ulimit -n).",
            _ => "Free space, mend rights, or stop the program that holds it.",
        };

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
