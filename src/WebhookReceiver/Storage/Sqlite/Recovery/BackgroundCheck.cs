using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Checks what would delay the start: a journal that is too large, table by table so that checkpoints can run in between, and the
/// rows of every journal. Damage of the file counts like damage found by a reader.
/// </summary>
internal static partial class BackgroundCheck
{
    public static void Run(
        JournalPaths paths,
        Action<SqliteException> found,
        ILogger logger,
        CancellationToken cancellationToken
    ) =>
        Guarded(
            paths,
            connection =>
            {
                if (Database.SizeOf(connection) <= paths.MostBytesCheckedAtStart)
                {
                    return;
                }

                foreach (var table in TablesOf(connection))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Database.FaultOf(connection, table) is { } fault)
                    {
                        throw new SqliteException(fault, raw.SQLITE_CORRUPT, raw.SQLITE_CORRUPT);
                    }
                }

                Log.Sound(logger);
            },
            found,
            logger,
            cancellationToken
        );

    /// <param name="paths">The journal.</param>
    /// <param name="seen">The index, complete.</param>
    /// <param name="damagedRows">Counts what was found.</param>
    /// <param name="found">Called with damage of the file.</param>
    /// <param name="logger">Tells what was found.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static void RunRows(
        JournalPaths paths,
        SeenIndex seen,
        DamagedRows damagedRows,
        Action<SqliteException> found,
        ILogger logger,
        CancellationToken cancellationToken
    ) =>
        Guarded(
            paths,
            connection =>
            {
                var findings = RowCheck.Run(connection, seen, damagedRows, cancellationToken);
                if (findings is not { Damaged: 0, NotIndexed: 0 })
                {
                    Log.DamagedRows(logger, findings.Damaged, findings.NotIndexed);
                }

                if (findings is not { Contacts: 0, Entries: 0 })
                {
                    Log.DamagedStates(logger, findings.Contacts, findings.Entries);
                }
            },
            found,
            logger,
            cancellationToken
        );

    private static void Guarded(
        JournalPaths paths,
        Action<SqliteConnection> check,
        Action<SqliteException> found,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var connection = Database.OpenForReading(paths.Database);
            Database.KeepLogAtClose(connection);
            using var interrupting = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
            check(connection);
        }
        catch (SqliteException e) when (StoreFault.KindOf(e) is StoreFault.Corrupt)
        {
            Log.Damaged(logger, e.Message);
            found(e);
        }
        catch (Exception e) when (e is SqliteException or OperationCanceledException)
        {
            // The journal is closing, or fails in another way, which its writer notices too.
        }
    }

    private static List<string> TablesOf(SqliteConnection connection)
    {
        var tables = new List<string>();
        using var all = new Statement(
            connection,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        );
        while (all.Step())
        {
            tables.Add(all.Text(0)!);
        }

        return tables;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED: {Damaged} messages have a wrong checksum and are refused with 503 if they are delivered again; {NotIndexed} were missing in the index and "
                + "are found again. Stop the server, put a backup of the journal there and start again"
        )]
        public static partial void DamagedRows(ILogger logger, int damaged, int notIndexed);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED: {Contacts} contacts and {Entries} messages to send have a wrong checksum. Such a contact begins anew and gets nothing unasked, "
                + "such a message is not sent. Stop the server, put a backup of the journal there and start again"
        )]
        public static partial void DamagedStates(ILogger logger, int contacts, int entries);

        [LoggerMessage(LogLevel.Information, "The journal was checked and is intact")]
        public static partial void Sound(ILogger logger);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED ({Fault}). Messages go to the spool while it is being repaired"
        )]
        public static partial void Damaged(ILogger logger, string fault);
    }
}
