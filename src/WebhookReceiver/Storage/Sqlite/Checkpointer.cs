using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Copies the store's log into its file on a thread beside the writer's: done by the writer, as SQLite would have it, every
/// sender waits for thousands of pages meanwhile (measured: 20 to 80 ms). The writer only copies the few that have come
/// since, which lets the log begin anew.
/// </summary>
internal sealed class Checkpointer(string path, bool flushed, SqliteConnection writer) : IDisposable
{
    /// <summary>Pages; the log is about so long when it is copied.</summary>
    private const int PagesBetween = 2_000;

    private const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    /// <summary>The first copies the most, the second what came meanwhile.</summary>
    private const int Rounds = 2;

    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private volatile bool _isCopied;
    private volatile bool _isStopping;
    private bool _isCopying;
    private long _pages;

    /// <summary>Called by the writer between two groups: starts a copy when it is time, and ends what was copied.</summary>
    /// <exception cref="SqliteException">The last of it failed; what keeps the other thread from its work shows here, too.</exception>
    public void Care()
    {
        if (_isCopied)
        {
            Database.Execute(writer, "PRAGMA wal_checkpoint(PASSIVE)");
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
            // No thread to be had: SQLite makes the writer copy when the log is long, and the next time asks again.
            _isCopying = false;
            _pages = 0;
        }
    }

    public void Dispose()
    {
        // A store that fails while it is being adopted is given up twice.
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
#pragma warning disable CA1031 // An exception on a thread of ours would end the process.
            catch (Exception)
#pragma warning restore CA1031
            {
                // The writer does all of it then, and what is wrong with the disk is told by what happens to it there.
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
