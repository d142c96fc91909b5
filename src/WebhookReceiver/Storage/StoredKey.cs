using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage;

/// <summary>
/// Renews keys that another build may have stored. The first builds made the identity with SHA-256, and decoding has
/// changed since. A look-up needs the key of this build.
/// </summary>
internal static class StoredKey
{
    /// <summary>The message's key in this build; the stored one if the body is gone, or if it is an event.</summary>
    public static MessageKey Renew(ReadOnlySpan<byte> stored, ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> decoded)
    {
        if (WebhookDecoder.Decode(raw, contentType: null, query: null, default) is Decoded.Message { Key: var key })
        {
            return key.HasId ? key : key with { Low = MessageKey.Read(stored, hasId: false).Low };
        }

        // The id is written first, see StoredMessage.
        return MessageKey.Read(stored, hasId: decoded.IsEmpty || decoded.Span.StartsWith("{\"id\":"u8));
    }
}
