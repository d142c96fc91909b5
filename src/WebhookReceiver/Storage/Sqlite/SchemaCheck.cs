using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Whether a database is a journal: SQLite opens whatever lies at the path.</summary>
internal static class SchemaCheck
{
    /// <summary>The tables that a journal has from a version on.</summary>
    private static readonly (string Table, int Since)[] Tables =
    [
        ("message", 1),
        ("contact", 1),
        ("tombstone", 1),
        ("quarantine", 1),
        ("mark", 1),
        ("erasure", 1),
        ("outbox", 2),
        ("event", 3),
    ];

    /// <returns>True if the file is empty, as a new one is.</returns>
    /// <exception cref="StartRefusedException">It is another program's.</exception>
    /// <exception cref="SqliteException">It is a journal without some of its tables: damage.</exception>
    public static bool Run(SqliteConnection connection, string path)
    {
        var version = Database.Number(connection, "PRAGMA user_version");
        var found = Found(connection);
        if (version == 0 && found.Count == 0)
        {
            return true;
        }

        if (found.Count > 0 && (version == 0 || !Array.Exists(Tables, ours => found.Contains(ours.Table))))
        {
            throw new StartRefusedException(
                $"{path} is a database of another program. Move it away, or name another folder with Journal:Folder. Nothing was changed."
            );
        }

        var missing = Array.Find(Tables, ours => version >= ours.Since && !found.Contains(ours.Table)).Table;
        return missing is null
            ? false
            : throw new SqliteException($"its table {missing} is missing", raw.SQLITE_CORRUPT, raw.SQLITE_CORRUPT);
    }

    private static HashSet<string> Found(SqliteConnection connection)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var all = new Statement(
            connection,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        );
        while (all.Step())
        {
            found.Add(all.Text(0)!);
        }

        return found;
    }
}
