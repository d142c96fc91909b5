using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>
/// The index beside the journal: who wrote when, which rule answered, and the words. It follows the journal, and can be
/// deleted at any time: it is made again. Thread-safe.
/// </summary>
internal sealed class MessageIndex(JournalPaths paths) : IDisposable
{
    public const string FileName = "index.db";

    private readonly Lock _oneWriter = new();
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private IndexWriter? _writer;
    private bool _isClosed;

    public string Path { get; } = System.IO.Path.Combine(paths.Folder, FileName);

    /// <summary>Bytes of the file and its log.</summary>
    public long Bytes => LengthOf(Path) + LengthOf(Path + "-wal");

    /// <summary>Changes the index; if its file cannot be used, it begins anew and the change is made on the empty one.</summary>
    public T Write<T>(Func<IndexWriter, T> change)
    {
        lock (_oneWriter)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            try
            {
                return change(_writer ??= new IndexWriter(IndexSchema.Open(Path)));
            }
            catch (SqliteException)
            {
                BeginAnew();
                return change(_writer!);
            }
        }
    }

    /// <summary>Forgets everything; the journal is read again.</summary>
    public void Clear()
    {
        lock (_oneWriter)
        {
            BeginAnew();
        }
    }

    /// <summary>Removes messages and their words; no byte of them is left in the file when this returns.</summary>
    /// <exception cref="JournalUnavailableException">A reader blocks it; try again.</exception>
    public void Erase(IEnumerable<long> ids)
    {
        if (!File.Exists(Path))
        {
            return;
        }

        Write(writer =>
        {
            writer.Remove(ids);
            writer.Optimize();
            return true;
        });
        Wipe();
    }

    /// <summary>Removes the messages that the journal does not have any more, as <see cref="Erase"/> does.</summary>
    public void EraseMissing(Func<long, int, IReadOnlyCollection<long>> journalIdsAfter)
    {
        const int AtOnce = 5_000;
        if (!File.Exists(Path))
        {
            return;
        }

        var missing = new List<long>();
        for (var last = 0L; ; )
        {
            var indexed = Write(writer => writer.IdsAfter(last, AtOnce));
            if (indexed.Count == 0)
            {
                break;
            }

            var kept = journalIdsAfter(last, AtOnce).ToHashSet();
            // What the journal has beyond its part was not looked at; a gap of the index is none of ours.
            var until = kept.Count == AtOnce ? kept.Max() : long.MaxValue;
            missing.AddRange(indexed.Where(id => id <= until && !kept.Contains(id)));
            last = Math.Min(indexed[^1], until);
        }

        Erase(missing);
    }

    /// <summary>Reads the index.</summary>
    public T Read<T>(Func<SqliteConnection, T> question)
    {
        if (!_readers.TryTake(out var reader))
        {
            Write(_ => true); // so that there is a file
            reader = Database.OpenForReading(Path);
            Database.KeepLogAtClose(reader);
        }

        try
        {
            var answer = question(reader);
            _readers.Add(reader);
            return answer;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_oneWriter)
        {
            _isClosed = true;
            CloseReaders();
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Wipe()
    {
        lock (_oneWriter)
        {
            CloseReaders();
            if (!SecureErase.Run(Path))
            {
                throw new JournalUnavailableException(
                    "The index's log could not be emptied while somebody reads it; try again."
                );
            }
        }
    }

    private void BeginAnew()
    {
        _writer?.Dispose();
        _writer = null;
        CloseReaders();
        IndexSchema.Remove(Path);
        _writer = new IndexWriter(IndexSchema.Open(Path));
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private static long LengthOf(string path) =>
        new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;
}
