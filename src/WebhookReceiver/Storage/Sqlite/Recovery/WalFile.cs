using System.Buffers.Binary;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// The write-ahead log beside the journal. SQLite ignores a log with an unreadable header, and with it answered
/// messages.
/// </summary>
internal static class WalFile
{
    private const uint Magic = 0x377f0682;

    /// <summary>Sets a log aside that SQLite would ignore.</summary>
    /// <returns>Its new path; <see langword="null"/> if the log is good.</returns>
    public static string? SetAsideIfUnreadable(string path, DateTimeOffset now)
    {
        var log = path + "-wal";
        if (!File.Exists(log) || !IsUnreadable(log))
        {
            return null;
        }

        var aside = $"{log}.damaged-{now.UtcDateTime:yyyyMMdd-HHmmss}";
        File.Move(log, aside, overwrite: true);
        return aside;
    }

    public static long LengthOf(string path)
    {
        var log = new FileInfo(path + "-wal");
        return log.Exists ? log.Length : 0;
    }

    private static bool IsUnreadable(string log)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[4];
        return file.Length > 0
            && (
                file.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4
                || (BinaryPrimitives.ReadUInt32BigEndian(head) & 0xfffffffe) != Magic
            );
    }
}
