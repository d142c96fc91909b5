using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Recognises every delivery of one message: SHA-256 over project, channel, id, sender, kind and content, each with its
/// length before it, so that no two messages run into one. The same id with other content is another message.
/// </summary>
/// <remarks>
/// Without an id it still tells by content who wrote what; then an honest second "4" has the same key, and only a short
/// time may pass for a redelivery. The display name and variables are no content: they may change between deliveries.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageKey
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>Reads a key that was written by <see cref="CopyTo"/>.</summary>
    public MessageKey(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>A number for choices that should look random, the same for every delivery.</summary>
    public long Seed => unchecked((long)_first);

    /// <summary>The key of a message; its seed is no part of it.</summary>
    public static MessageKey Of(IncomingMessage message)
    {
        var content = new LengthPrefixed();
        content.Add(message.Project);
        content.Add(message.Channel);
        content.Add(message.Id);
        content.Add(message.Sender);
        content.Add((int)message.Kind | (message.IsEcho ? 256 : 0));
        content.Add(message.Text);
        content.Add(message.Group?.Id);
        content.Add(message.ButtonPayload);
        content.Add(message.ListChoice?.Id);
        content.Add(message.QuotedMessageId);
        content.Add(MediaOf(message));
        content.Add(message.Location?.Latitude ?? double.NaN);
        content.Add(message.Location?.Longitude ?? double.NaN);
        var cards = message.Contacts;
        var count = cards.Count;
        content.Add(count);
        for (var i = 0; i < count; i++)
        {
            var card = cards[i];
            content.Add(card.FirstName);
            content.Add(card.LastName);
            content.Add(card.Phone);
            content.Add(card.Email);
        }

        Span<byte> digest = stackalloc byte[Size];
        SHA256.HashData(content.Written, digest);
        content.Dispose();
        return new(digest);
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, _first);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], _fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    /// <summary>
    /// With an id, the address without its query: how long a media address lives is not documented (protocol sheet,
    /// section 9), so a retry may carry a fresh signature there.
    /// </summary>
    private static ReadOnlySpan<char> MediaOf(IncomingMessage message)
    {
        var url = message.MediaUrl.AsSpan();
        var query = message.Id is null ? -1 : url.IndexOf('?');
        return query < 0 ? url : url[..query];
    }
}
