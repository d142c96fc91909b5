using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>
/// The tables of the index. There are no migrations: an index of another version is deleted and made again from the
/// journal.
/// </summary>
internal static class IndexSchema
{
    private const int Version = 1;

    // line: word(id) for what repeats; at: ticks, UTC. line_at holds all that is counted, so counting reads no rows.
    // said: words only; the texts stay in the journal.
    private const string Tables = """
        CREATE TABLE mark(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE person(id INTEGER PRIMARY KEY, contact TEXT NOT NULL UNIQUE, last INTEGER NOT NULL, count INTEGER NOT NULL);
        CREATE INDEX person_last ON person(last);
        CREATE TABLE line(
          id INTEGER PRIMARY KEY,
          person INTEGER NOT NULL,
          at INTEGER NOT NULL,
          channel INTEGER NOT NULL,
          project INTEGER NOT NULL,
          language INTEGER NOT NULL,
          rule INTEGER,
          fate INTEGER NOT NULL,
          micros INTEGER NOT NULL
        );
        CREATE INDEX line_person ON line(person, id);
        CREATE INDEX line_at ON line(at, person, rule, fate, channel, language, micros);
        CREATE INDEX line_open ON line(id) WHERE fate = 4;
        CREATE VIRTUAL TABLE said USING fts5(folded, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
        PRAGMA user_version = 1;
        """;

    /// <summary>The opened file; an unusable one is replaced.</summary>
    public static SqliteConnection Open(string path)
    {
        try
        {
            return OpenOnce(path);
        }
        catch (SqliteException)
        {
            Remove(path);
            return OpenOnce(path);
        }
    }

    /// <summary>Deletes the file with its log.</summary>
    public static void Remove(string path)
    {
        File.Delete(path);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    private static SqliteConnection OpenOnce(string path)
    {
        PrivateFiles.CreateIfMissing(path);
        // Never flushed: what a power cut takes is made again.
        var connection = Database.OpenForWriting(path, flushed: false);
        try
        {
            var version = Database.Number(connection, "PRAGMA user_version");
            if (version == 0)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                Database.Execute(connection, Tables, transaction);
                transaction.Commit();
            }
            else if (version != Version || Database.FaultOf(connection, "mark") is not null)
            {
                throw new SqliteException("an index of another version", SQLitePCL.raw.SQLITE_NOTADB);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
