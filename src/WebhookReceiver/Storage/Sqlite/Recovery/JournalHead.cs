using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// The head of the journal's file, to see that another file was written over it. It keeps the file open until the store is closed: to close a
/// file that SQLite has open drops SQLite's locks. Belongs to the writer's thread.
/// </summary>
internal sealed class JournalHead(string path) : IDisposable
{
    private const int Length = 100;

    /// <summary>Magic, page size and format (sqlite.org/fileformat2.html, section 1.3): they never change while it is in use.</summary>
    private const int Fixed = 24;

    private readonly byte[] _head = new byte[Length];
    private SafeFileHandle? _file;
    private FileFacts? _opened;

    /// <summary>Takes the file as it is now, which a store has just opened.</summary>
    public void Follow()
    {
        var now = FileFacts.Of(path);
        if (_file is null || _opened is not { } opened || now is not { } facts || !facts.IsSameFile(opened))
        {
            _file?.Dispose();
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _opened = now;
        }

        Array.Clear(_head);
        RandomAccess.Read(_file, _head, 0);
    }

    /// <summary>
    /// True if it is another head than it was. The <see cref="Generation"/> only rises: a lower one is an older copy's.
    /// </summary>
    public bool IsOverwritten()
    {
        if (_file is null)
        {
            return false;
        }

        Span<byte> now = stackalloc byte[Length];
        if (RandomAccess.Read(_file, now, 0) < Length)
        {
            return true;
        }

        var isOther = !now[..Fixed].SequenceEqual(_head.AsSpan(0, Fixed)) || GenerationOf(now) < GenerationOf(_head);
        if (!isOther)
        {
            now.CopyTo(_head);
        }

        return isOther;
    }

    /// <summary>True if the file is as long as its head says.</summary>
    public bool IsWhole()
    {
        Span<byte> now = stackalloc byte[Length];
        if (_file is null || RandomAccess.Read(_file, now, 0) < Length)
        {
            return false;
        }

        var pageLength = BinaryPrimitives.ReadUInt16BigEndian(now[16..]) is var stored && stored == 1 ? 65_536 : stored;
        return RandomAccess.GetLength(_file) >= (long)BinaryPrimitives.ReadUInt32BigEndian(now[28..]) * pageLength;
    }

    public void Dispose() => _file?.Dispose();

    private static uint GenerationOf(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt32BigEndian(head[Generation.Offset..]);
}
