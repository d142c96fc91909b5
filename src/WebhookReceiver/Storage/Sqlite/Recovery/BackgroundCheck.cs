using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Checks a journal that was too large for a check at start, table by table, so that checkpoints can run in between.
/// Its findings count like damage found by a reader.
/// </summary>
internal static partial class BackgroundCheck
{
    public static void Run(
        JournalPaths paths,
        Action<SqliteException> found,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var connection = Database.OpenForReading(paths.Database);
            if (Database.SizeOf(connection) <= paths.MostBytesCheckedAtStart)
            {
                return;
            }

            using var interrupting = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
            foreach (var table in TablesOf(connection))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Database.FaultOf(connection, table) is { } fault)
                {
                    throw new SqliteException(fault, raw.SQLITE_CORRUPT, raw.SQLITE_CORRUPT);
                }
            }

            Log.Sound(logger);
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
        [LoggerMessage(LogLevel.Information, "The journal was checked and is intact")]
        public static partial void Sound(ILogger logger);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED ({Fault}). Messages go to the spool while it is being repaired"
        )]
        public static partial void Damaged(ILogger logger, string fault);
    }
}
