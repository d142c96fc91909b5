using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Sets a damaged journal aside under a name with the time, never deletes it, and copies its readable rows.
/// </summary>
internal static class DatabaseRecovery
{
    private const int ChunkRows = 500;

    private static readonly (string Table, string Order)[] Tables =
    [
        ("contact", "project, channel, sender"),
        ("tombstone", "hash"),
        ("message", "id"),
        ("outbox", "id"),
        ("event", "id"),
        ("quarantine", "rowid"),
    ];

    /// <summary>Renames the file and its companions so that they still belong together.</summary>
    /// <returns>The new path.</returns>
    public static string SetAside(string path, DateTimeOffset now)
    {
        var aside = WalFile.FreeName(path, "damaged", now);
        foreach (var companion in (string[])["", "-wal"])
        {
            if (File.Exists(path + companion))
            {
                File.Move(path + companion, aside + companion);
            }
        }

        File.Delete(path + "-shm");
        return aside;
    }

    /// <summary>Copies every readable row, from both ends of each table towards the damage.</summary>
    /// <returns>The number of saved messages.</returns>
    /// <exception cref="SqliteException">Another fault than damage, such as a full disk: rows that can be read would be missing.</exception>
    public static long Copy(string damaged, SqliteConnection target, DateTimeOffset now)
    {
        try
        {
            // Lets SQLite read a file that is shorter than its header says.
            Database.Execute(target, "PRAGMA writable_schema = ON");
            Database.Execute(
                target,
                $"ATTACH DATABASE '{damaged.Replace("'", "''", StringComparison.Ordinal)}' AS damaged"
            );
        }
        catch (SqliteException e) when (StoreFault.IsDamage(e))
        {
            // Not even its first page is readable.
            return 0;
        }

        try
        {
            foreach (var (table, order) in Tables)
            {
                CopyTable(target, table, order);
            }
        }
        finally
        {
            Database.Execute(target, "PRAGMA writable_schema = OFF; DETACH DATABASE damaged");
        }

        // The damage may be older than the last migration.
        using (var transaction = target.BeginTransaction(deferred: false))
        {
            KeyMigration.Run(target, hasChecksums: true);
            SalvagedTimes.Mend(target, now);
            ContactMigration.Run(target);
            transaction.Commit();
        }

        return Database.Number(target, "SELECT count(*) FROM message");
    }

    private static void CopyTable(SqliteConnection target, string table, string order)
    {
        var backwards = string.Join(", ", order.Split(", ").Select(column => $"{column} DESC"));
        var columns = SharedColumns(target, table);
        if (columns is not null)
        {
            CopyUntilDamage(target, table, columns, order);
            CopyUntilDamage(target, table, columns, backwards);
        }
    }

    /// <summary>
    /// The common columns: a file damaged before its migration has fewer. Null if the table is missing or unreadable.
    /// </summary>
    private static string? SharedColumns(SqliteConnection target, string table)
    {
        try
        {
            using var columns = new Statement(
                target,
                $"""
                SELECT group_concat(name, ', ') FROM pragma_table_info('{table}', 'damaged')
                WHERE name IN (SELECT name FROM pragma_table_info('{table}', 'main'))
                """
            );
            return columns.Step() ? columns.Text(0) : null;
        }
        catch (SqliteException e) when (StoreFault.IsDamage(e))
        {
            // The table's definition is damaged.
            return null;
        }
    }

    // Chunks shrink towards the damage, down to the last readable row.
    private static void CopyUntilDamage(SqliteConnection target, string table, string columns, string order)
    {
        var offset = 0L;
        for (var chunk = ChunkRows; chunk > 0; )
        {
            var sql =
                $"INSERT OR IGNORE INTO main.{table}({columns}) SELECT {columns} FROM damaged.{table} ORDER BY {order} LIMIT {chunk} OFFSET {offset}";
            try
            {
                if (
                    Database.Number(
                        target,
                        $"SELECT count(*) FROM (SELECT 1 FROM damaged.{table} ORDER BY {order} LIMIT 1 OFFSET {offset})"
                    ) == 0
                )
                {
                    return;
                }

                Database.Execute(target, sql);
                offset += chunk;
            }
            catch (SqliteException e) when (StoreFault.IsDamage(e))
            {
                // The damage is within this chunk.
                chunk /= 2;
            }
        }
    }
}
