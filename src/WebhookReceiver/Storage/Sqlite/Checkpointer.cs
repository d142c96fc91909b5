using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Checkpoints the write-ahead log on a thread beside the writer's. SQLite's default, a checkpoint by the writer, makes
/// every sender wait for thousands of pages (measured: 20 to 80 ms). The writer copies only the few newest pages, so
/// that the log can restart.
/// </summary>
internal sealed class Checkpointer(string path, bool flushed, SqliteConnection writer) : IDisposable
{
    /// <summary>Pages; the approximate length of the log at a checkpoint.</summary>
    private const int PagesBetween = 2_000;

    private const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    /// <summary>The first round copies most pages, the second those written meanwhile.</summary>
    private const int Rounds = 2;

    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private volatile bool _isCopied;
    private volatile bool _isStopping;
    private bool _isCopying;
    private long _pages;

    /// <summary>
    /// Called by the writer between two groups: starts a checkpoint when one is due, and finishes a copied one.
    /// </summary>
    /// <exception cref="SqliteException">
    /// The last part failed; a fault that stops the other thread shows here, too.
    /// </exception>
    public void Care()
    {
        if (_isCopied)
        {
            Database.Execute(writer, "PRAGMA wal_checkpoint(PASSIVE)");
            Generation.Begin(writer);
            _isCopied = _isCopying = false;
            _pages = 0;
        }

        raw.sqlite3_db_status(writer.Handle, CacheWrite, out var written, out _, resetFlg: 1);
        _pages += written;
        if (_pages >= PagesBetween && !_isCopying)
        {
            _isCopying = true;
            Wake();
        }
    }

    private void Wake()
    {
        try
        {
            _thread ??= Start();
            _wake.Set();
        }
        catch (OutOfMemoryException)
        {
            // No thread available: SQLite makes the writer checkpoint a long log, and the next call tries again.
            _isCopying = false;
            _pages = 0;
        }
    }

    public void Dispose()
    {
        // A store that fails while it is adopted is disposed twice.
        if (_isStopping)
        {
            return;
        }

        _isStopping = true;
        _wake.Set();
        _thread?.Join();
        _wake.Dispose();
    }

    private Thread Start()
    {
        var thread = new Thread(Work) { Name = "checkpoint", IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (true)
        {
            _wake.WaitOne();
            if (_isStopping)
            {
                return;
            }

            try
            {
                Copy();
            }
#pragma warning disable CA1031 // An exception on our own thread would end the process.
            catch (Exception)
#pragma warning restore CA1031
            {
                // The writer then copies everything, and a disk fault surfaces there.
                _isCopied = true;
                continue;
            }

            _isCopied = true;
        }
    }

    private void Copy()
    {
        using var connection = Database.OpenForCopying(path, flushed);
        for (var round = 0; round < Rounds && !_isStopping; round++)
        {
            Database.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }
    }
}
