using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Spool;

/// <summary>
/// Holds records while the store fails; its space is reserved in advance. Each frame has a hash over itself and all
/// earlier frames, starting with a salt that changes whenever the file is emptied. So the remains of a torn or failed
/// write never read as a record. Belongs to one thread at a time.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 4 + 8 + HashLength;
    private const int HashLength = 16;
    private static ReadOnlySpan<byte> Magic => "WRSPOOL1"u8;

    private readonly string _path;
    private readonly long _size;
    private SafeFileHandle? _file;
    private byte[] _chain = [];
    private long _end = HeaderLength;
    private long _attempt;
    private bool _isNew;
    private WatchedFile? _watched;
    private byte[] _header = [];

    private SpoolFile(string path, long size)
    {
        _path = path;
        _size = size;
    }

    public string Path => _path;

    /// <summary>Number of records that the store has not taken yet.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes in use.</summary>
    public long Length => _end;

    /// <summary>Bytes that are left.</summary>
    public long Left => _size - _end;

    /// <summary>The share of its space in use, 0 to 1; from any thread.</summary>
    public double Fill => (double)(Volatile.Read(ref _end) - HeaderLength) / (_size - HeaderLength);

    /// <summary>True if the last reading ended at a damaged frame, and later appends stand behind it.</summary>
    public bool HasAppendsBehindDamage { get; private set; }

    /// <summary>For tests: called after a write; may throw like a failing disk.</summary>
    internal Action? AfterWrite { get; set; }

    /// <summary>Opens the file and reserves its space.</summary>
    /// <exception cref="IOException">There is no space, or no permission to write.</exception>
    public static SpoolFile Open(string path, long size)
    {
        var spool = new SpoolFile(path, size);
        spool.Reopen();
        return spool;
    }

    /// <summary>Opens a spool for reading that another process may be writing.</summary>
    public static SpoolFile OpenForReading(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new SpoolFile(path, RandomAccess.GetLength(file)) { _file = file };
    }

    /// <summary>Reads all records, in order. Later appends follow them.</summary>
    /// <exception cref="InvalidDataException">The file is not a spool.</exception>
    public IReadOnlyList<JournalItem> ReadAll()
    {
        var file = _file ?? Reopen();
        var header = new byte[HeaderLength];
        var items = new List<JournalItem>();
        if (RandomAccess.Read(file, header, 0) < HeaderLength || !header.AsSpan().ContainsAnyExcept((byte)0))
        {
            _isNew = true;
            HasAppendsBehindDamage = HaveLaterAppends(file, HeaderLength, attempt: 0);
            return items;
        }

        if (!header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException($"{_path} is not a spool of this program.");
        }

        _header = header;
        _chain = SHA256.HashData(header);
        _end = HeaderLength;
        var attempt = 0L;
        Span<byte> head = stackalloc byte[FrameHeaderLength];
        while (RandomAccess.Read(file, head, _end) == FrameHeaderLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length <= 0 || length > _size || _end + FrameHeaderLength + length > RandomAccess.GetLength(file))
            {
                break;
            }

            var payload = new byte[length];
            RandomAccess.Read(file, payload, _end + FrameHeaderLength);
            var hash = HashOf(_chain, head[4..12], payload);
            if (!hash.AsSpan(0, HashLength).SequenceEqual(head[12..]))
            {
                break;
            }

            items.Add(ItemCodec.Read(payload));
            attempt = BinaryPrimitives.ReadInt64LittleEndian(head[4..]);
            _chain = hash;
            _end += FrameHeaderLength + length;
        }

        HasAppendsBehindDamage = HaveLaterAppends(file, _end, attempt);
        _attempt = Math.Max(_attempt, attempt);
        Count = items.Count;
        return items;
    }

    /// <summary>Appends records; durable when it returns. After a failure none of them counts.</summary>
    /// <exception cref="IOException">The spool is full or cannot be written.</exception>
    public void Append(IReadOnlyList<JournalItem> items)
    {
        if (_isNew)
        {
            Empty();
        }

        var file = _file ?? Reopen();
        using var frames = new MemoryStream();
        var chain = _chain;
        var head = new byte[FrameHeaderLength];
        _attempt++;
        foreach (var item in items)
        {
            var payload = ItemCodec.Write(item);
            BinaryPrimitives.WriteInt32LittleEndian(head, payload.Length);
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(4), _attempt);
            chain = HashOf(chain, head.AsSpan(4, 8), payload);
            chain.AsSpan(0, HashLength).CopyTo(head.AsSpan(12));
            frames.Write(head);
            frames.Write(payload);
        }

        if (_end + frames.Length > _size)
        {
            throw Full();
        }

        Durably(file, frames.GetBuffer().AsSpan(0, (int)frames.Length), _end);
        _chain = chain;
        _end += frames.Length;
        Count += items.Count;
    }

    /// <summary>Tries whether a record of so many bytes could be appended, without appending it.</summary>
    /// <exception cref="IOException">The spool is full or cannot be written.</exception>
    public void DemandRoom(int bytes)
    {
        if (_end + FrameHeaderLength + bytes > _size)
        {
            throw Full();
        }

        // A frame of no length ends the spool for a reader.
        Durably(_file ?? Reopen(), new byte[FrameHeaderLength], _end);
    }

    /// <summary>Removes all records, also from the disk: the store has them now.</summary>
    public void Empty()
    {
        var file = _file ?? Reopen();
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        RandomNumberGenerator.Fill(header.AsSpan(Magic.Length));
        var zeros = new byte[1 << 20];
        for (var at = (long)HeaderLength; at < _end; at += zeros.Length)
        {
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, _end - at)), at);
        }

        Durably(file, header, 0);
        _header = header;
        _chain = SHA256.HashData(header);
        _end = HeaderLength;
        _isNew = false;
        Count = 0;
    }

    /// <summary>Whether the open file is still what it was: a record in a removed or cut one would be lost.</summary>
    /// <param name="thoroughly">Also at its head and at the link that its path may be.</param>
    public FileLoss Look(bool thoroughly)
    {
        if (_file is null || _watched is null)
        {
            return FileLoss.None; // opened anew at its next use
        }

        var loss = _watched.Look(thoroughly);
        return loss is FileLoss.None && thoroughly && !HasHeader(_file) ? FileLoss.Overwritten : loss;
    }

    /// <summary>Has a file at the path again, with all records that can still be read; <see cref="Count"/> is their number.</summary>
    /// <exception cref="IOException">There is no space, or no permission to write.</exception>
    public void Restore(FileLoss loss, DateTimeOffset now)
    {
        var lost = _file!;
        if (loss is FileLoss.Gone)
        {
            var whole = _path + ".rescued";
            PrivateFiles.CreateFolder(System.IO.Path.GetDirectoryName(_path)!);
            CopyTo(lost, whole);
            if (System.IO.Path.Exists(_path))
            {
                File.Move(_path, $"{_path}.replaced-{now.UtcDateTime:yyyyMMdd-HHmmss}", overwrite: true);
            }

            File.Move(whole, _path);
            lost.Dispose();
            _file = null;
            Reopen();
            return;
        }

        // The end must read as zeros again, and the head begins the chain of hashes.
        DiskSpace.Reserve(lost, _size);
        if (_header.Length > 0)
        {
            Durably(lost, _header, 0);
        }

        _watched = new WatchedFile(_path);
        Count = 0;
        ReadAll();
    }

    /// <summary>Copies the file before it is emptied.</summary>
    /// <returns>The path of the copy.</returns>
    public string CopyAside(DateTimeOffset now)
    {
        var aside = $"{_path}.damaged-{now.UtcDateTime:yyyyMMdd-HHmmss}";
        File.Copy(_path, aside, overwrite: true);
        return aside;
    }

    public void Dispose() => _file?.Dispose();

    private bool HasHeader(SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        return _header.Length == 0
            || (RandomAccess.Read(file, header, 0) == HeaderLength && header.SequenceEqual(_header));
    }

    private void CopyTo(SafeFileHandle from, string path)
    {
        using var copy = new FileStream(
            path,
            PrivateFiles.Options(FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.WriteThrough)
        );
        DiskSpace.Reserve(copy.SafeFileHandle, _size);
        var bytes = new byte[1 << 20];
        for (var at = 0L; at < _end; at += bytes.Length)
        {
            var read = RandomAccess.Read(from, bytes.AsSpan(0, (int)Math.Min(bytes.Length, _end - at)), at);
            copy.Write(bytes.AsSpan(0, read));
        }
    }

    private IOException Full() => new($"The spool is full ({_size} bytes, {Count} messages).");

    private static bool HaveLaterAppends(SafeFileHandle file, long from, long attempt)
    {
        var behind = new byte[Math.Max(0, Math.Min(SpoolRemains.Window, RandomAccess.GetLength(file) - from))];
        var read = RandomAccess.Read(file, behind, from);
        return SpoolRemains.HaveLaterAppends(behind.AsSpan(0, read), attempt);
    }

    private static byte[] HashOf(ReadOnlySpan<byte> chain, ReadOnlySpan<byte> attempt, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(chain);
        hash.AppendData(attempt);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    private void Durably(SafeFileHandle file, ReadOnlySpan<byte> bytes, long at)
    {
        try
        {
            RandomAccess.Write(file, bytes, at);
            AfterWrite?.Invoke();
        }
        catch
        {
            // After a failed write a disk may report success without having written: never use the same handle
            // again.
            file.Dispose();
            _file = null;
            throw;
        }
    }

    private SafeFileHandle Reopen()
    {
        PrivateFiles.CreateFolder(System.IO.Path.GetDirectoryName(_path)!);
        PrivateFiles.CreateIfMissing(_path);
        // Write-through, because .NET does not report a failed flush (measured on .NET 10: fsync gave EIO,
        // FlushToDisk threw nothing) but reports a failed write.
        var file = File.OpenHandle(
            _path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite,
            FileOptions.WriteThrough
        );
        try
        {
            DiskSpace.Reserve(file, _size);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _watched = new WatchedFile(_path);
        return _file = file;
    }
}
