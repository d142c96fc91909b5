using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Opens the journal's file.</summary>
internal static class Database
{
    public const string FileName = "journal.db";

    /// <summary>3.51.3 fixes a race between a checkpoint and a write that could damage the file.</summary>
    private const int OldestVersion = 3_051_003;

    private const int BusyMilliseconds = 2_000;

    /// <summary>
    /// The log length at which the writer checkpoints itself, in case the <see cref="Checkpointer"/> does not.
    /// </summary>
    private const int MostPagesOfLog = 12_000;

    /// <summary>The log keeps so much space when it begins anew.</summary>
    public const long MostBytesKeptOfLog = 64L << 20;

    /// <exception cref="StartRefusedException">The native library is too old.</exception>
    public static void RequireVersion()
    {
        Batteries_V2.Init();
        RequireVersion(raw.sqlite3_libversion_number(), raw.sqlite3_libversion().utf8_to_string());
    }

    internal static void RequireVersion(int version, string name)
    {
        if (version < OldestVersion)
        {
            throw new StartRefusedException(
                $"SQLite {name} is too old for the journal; the oldest supported version is 3.51.3. "
                    + "Use the library that comes with this program."
            );
        }
    }

    /// <summary>
    /// Opens for writing: deleted bytes are wiped, and if <paramref name="flushed"/>, every commit is on the disk when it returns.
    /// </summary>
    public static SqliteConnection OpenForWriting(string path, bool flushed = true)
    {
        // SQLite gives its log the rights of the file.
        PrivateFiles.CreateIfMissing(path);
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(
                connection,
                $"""
                PRAGMA busy_timeout = {BusyMilliseconds};
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = {Synchronous(flushed)};
                PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = {MostPagesOfLog};
                PRAGMA journal_size_limit = {MostBytesKeptOfLog};
                PRAGMA cache_size = -4096;
                """
            );
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading beside the writer, without ever blocking it.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            Execute(
                connection,
                $"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA query_only = ON; PRAGMA cache_size = -2048;"
            );
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens for checkpoints beside the writer, with the writer's flush settings.</summary>
    public static SqliteConnection OpenForCopying(string path, bool flushed)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            Execute(
                connection,
                $"PRAGMA synchronous = {Synchronous(flushed)}; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -256;"
            );
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Closing never copies the log nor deletes it: SQLite deletes by name, and after a repair another file has the name.
    /// </summary>
    public static void KeepLogAtClose(SqliteConnection connection) =>
        _ = raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    public static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // all callers pass constant text of this program
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>Bytes of all pages.</summary>
    public static long SizeOf(SqliteConnection connection) =>
        Number(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");

    /// <summary>Bytes that the log must have at least.</summary>
    public static long LengthOfLog(SqliteConnection connection)
    {
        const int HeaderLength = 32;
        const int FrameHeaderLength = 24;
        using var state = new Statement(connection, "PRAGMA wal_checkpoint(NOOP)");
        return state.Step() && state.Integer(1) is > 0 and var frames
            ? HeaderLength + (frames * (FrameHeaderLength + Number(connection, "PRAGMA page_size")))
            : 0;
    }

    /// <summary>The fault that SQLite finds in the file, or in one table; <see langword="null"/> if none.</summary>
    public static string? FaultOf(SqliteConnection connection, string? table = null)
    {
        using var statement = new Statement(connection, $"PRAGMA quick_check({table ?? "1"})");
        var result = statement.Step() ? statement.Text(0) : "no answer";
        return string.Equals(result, "ok", StringComparison.Ordinal) ? null : result;
    }

    private static string Synchronous(bool flushed) => flushed ? "FULL" : "OFF";

    // Not pooled: a failed connection must close, and a file set aside must not stay open.
    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
