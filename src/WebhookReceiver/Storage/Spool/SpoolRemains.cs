using System.Buffers.Binary;

namespace WebhookReceiver.Storage.Spool;

/// <summary>
/// Tells damage from the remains of a torn or failed write, both of which end a spool: behind damage stand frames of later appends.
/// </summary>
internal static class SpoolRemains
{
    /// <summary>Bytes to look at behind the end.</summary>
    public const int Window = 1 << 20;

    private const int AttemptAt = 4;
    private const int HashAt = 12;
    private const int PayloadAt = 28;
    private const int MostAttempts = 1_000_000;

    /// <param name="bytes">The file from the first bad frame on.</param>
    /// <param name="attempt">The append of the last good frame; 0 for none.</param>
    public static bool HaveLaterAppends(ReadOnlySpan<byte> bytes, long attempt)
    {
        var first = bytes.IndexOfAnyExcept((byte)0);
        if (first < 0)
        {
            return false;
        }

        // An append is on the disk before the next begins, so only one may be torn.
        var torn = attempt + 1;
        if (bytes.Length >= HashAt && LengthAt(bytes) > 0 && AttemptOf(bytes) == attempt)
        {
            torn = attempt;
        }

        for (var at = Math.Max(1, first - HashAt); at + PayloadAt < bytes.Length; at++)
        {
            if (IsFrame(bytes[at..], torn))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A frame of a later append, with another one or nothing behind it.</summary>
    private static bool IsFrame(ReadOnlySpan<byte> bytes, long torn)
    {
        var length = LengthAt(bytes);
        var attempt = AttemptOf(bytes);
        if (length <= 0 || attempt <= torn || attempt > torn + MostAttempts || length > bytes.Length - PayloadAt)
        {
            return false;
        }

        var next = bytes[(PayloadAt + length)..];
        return next.Length < PayloadAt
            || !next[..HashAt].ContainsAnyExcept((byte)0)
            || (LengthAt(next) > 0 && AttemptOf(next) >= attempt && AttemptOf(next) <= attempt + 1);
    }

    private static int LengthAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static long AttemptOf(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes[AttemptAt..]);
}
