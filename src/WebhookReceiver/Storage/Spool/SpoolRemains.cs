using System.Buffers.Binary;
using System.Text.Json;

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

    /// <summary>A frame of a later append; its hash cannot be checked without the frames before it, but its contents can.</summary>
    private static bool IsFrame(ReadOnlySpan<byte> bytes, long torn)
    {
        var length = LengthAt(bytes);
        var attempt = AttemptOf(bytes);
        if (length <= 0 || attempt <= torn || attempt > torn + MostAttempts || length > bytes.Length - PayloadAt)
        {
            return false;
        }

        try
        {
            // Zeros read as an item without a body, which none of ours is.
            return !ItemCodec.Read(bytes.Slice(PayloadAt, length).ToArray()).Raw.IsEmpty;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or JsonException
                        or ArgumentException
                        or FormatException
                        or InvalidOperationException
            )
        {
            return false;
        }
    }

    private static int LengthAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static long AttemptOf(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes[AttemptAt..]);
}
