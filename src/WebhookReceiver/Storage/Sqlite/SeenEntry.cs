using System.Buffers.Binary;
using System.Runtime.InteropServices;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// A row in the <see cref="SeenIndex"/>: 32 bits of its identity (the chain has others), 24 of its content, and the
/// entry behind it in its chain.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(uint))]
internal record struct SeenEntry(uint Identity, ulong TagAndRow)
{
    private const int TagBits = 24;

    /// <summary>The next entry of the chain; 0 at its end.</summary>
    public int Next;

    public readonly uint Tag => (uint)(TagAndRow >> (64 - TagBits));

    /// <summary>The row's number, up to a million millions.</summary>
    public readonly long Row => (long)(TagAndRow << TagBits >> TagBits);

    public static SeenEntry Of(ReadOnlySpan<byte> key, long row)
    {
        var tag = TagOf(
            BinaryPrimitives.ReadUInt64BigEndian(key[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(key[16..])
        );
        return new SeenEntry(
            (uint)BinaryPrimitives.ReadUInt64BigEndian(key),
            ((ulong)tag << (64 - TagBits)) | (ulong)row
        );
    }

    /// <summary>
    /// Some bits of the content hash. Repeated content without an id gets other bits every ten seconds, so that only
    /// the rows of that time match.
    /// </summary>
    public static uint TagOf(ulong high, ulong low) =>
        (uint)((high + (low / (ulong)MessageKey.WindowWithoutId.Ticks * 0x9E3779B97F4A7C15)) >> (64 - TagBits));

    public readonly bool IsSame(in SeenEntry other) => Identity == other.Identity && TagAndRow == other.TagAndRow;
}
