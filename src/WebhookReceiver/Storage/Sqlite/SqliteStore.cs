using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The open journal file with its only writing connection. Belongs to the writer's thread.</summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly RecordWriter _records;
    private readonly Checkpointer _checkpointer;

    private SqliteStore(SqliteConnection connection, string path, bool flushed, SeenIndex seen)
    {
        Connection = connection;
        _checkpointer = new Checkpointer(path, flushed, connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        var lastId = Math.Max(
            Watermarks.Of(connection, Watermarks.LastMessage),
            Database.Number(connection, "SELECT max(id) FROM message")
        );
        _records = new RecordWriter(connection, seen, lastId);
        LastStored = Database.Number(
            connection,
            """
            SELECT max(
              coalesce((SELECT stored FROM message ORDER BY id DESC LIMIT 1), 0),
              coalesce((SELECT stored FROM event ORDER BY id DESC LIMIT 1), 0)
            )
            """
        );
        Files = new StoreFiles(path);
    }

    /// <summary>The files; they are there since the reads above.</summary>
    public StoreFiles Files { get; }

    /// <summary>True if the file had no tables when it was opened.</summary>
    public bool WasEmpty { get; private init; }

    public SqliteConnection Connection { get; }

    public long LastId => _records.LastId;

    /// <summary>Stamp of the newest row, seconds.</summary>
    public long LastStored { get; private set; }

    /// <summary>For tests: called before a commit; may throw like a failing disk.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <param name="path">The file.</param>
    /// <param name="seen">
    /// The index of stored messages. It must be complete before a write of records that the file may contain.
    /// </param>
    /// <param name="flushed">Whether every commit is on the disk when it returns.</param>
    public static SqliteStore Open(string path, SeenIndex seen, bool flushed = true)
    {
        var connection = Database.OpenForWriting(path, flushed);
        try
        {
            var wasEmpty = Schema.Migrate(connection, path);
            return new SqliteStore(connection, path, flushed, seen) { WasEmpty = wasEmpty };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes a group in one transaction: durable when it returns, or without effect.</summary>
    /// <param name="now">Seconds; stamps never fall from row to row.</param>
    public void Commit(ReadOnlySpan<PendingWrite> group, long now)
    {
        var stored = Math.Max(now, LastStored);
        _begin.Run();
        try
        {
            foreach (var write in group)
            {
                _records.Write(write, stored);
            }

            BeforeCommit?.Invoke();
            _commit.Run();
        }
        catch
        {
            Rollback();
            throw;
        }

        _records.Committed();
        Files.Changed();
        LastStored = stored;
    }

    /// <summary>Maintains the file after a group, a little at a time.</summary>
    public void Maintain() => _checkpointer.Care();

    /// <summary>Runs work in one transaction.</summary>
    public T InTransaction<T>(Func<SqliteConnection, T> work)
    {
        _begin.Run();
        try
        {
            var result = work(Connection);
            BeforeCommit?.Invoke();
            _commit.Run();
            Files.Changed();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Makes a small commit; throws if that fails.</summary>
    public void ProveThatItWrites() =>
        InTransaction(connection =>
        {
            Database.Execute(
                connection,
                "INSERT INTO mark(name, value) VALUES('opened', 1) ON CONFLICT DO UPDATE SET value = value + 1"
            );
            Generation.Begin(connection);
            return true;
        });

    /// <summary>Copies everything as of now, also if the file is no longer at its path.</summary>
    public void CopyTo(string target)
    {
        PrivateFiles.CreateIfMissing(target);
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString()
        );
        copy.Open();
        Connection.BackupDatabase(copy);
    }

    /// <summary>Closes without a checkpoint: the log at the path may be another file's.</summary>
    public void CloseWithoutLog()
    {
        Database.KeepLogAtClose(Connection);
        Dispose();
    }

    public void Dispose()
    {
        _checkpointer.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _records.Dispose();
        Connection.Dispose();
    }

    private void Rollback()
    {
        _records.RolledBack();
        try
        {
            Database.Execute(Connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // Some failures have rolled back already; the first exception has the cause.
        }
    }
}
