using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage;

/// <summary>
/// Keys that another build may have stored. The first ones made the identity with SHA-256, and what is read in a body has changed
/// since; a message must be found by the key that this build gives it.
/// </summary>
internal static class StoredKey
{
    /// <summary>The key that this build gives the message; the stored one where its body is gone, or is no message but an event.</summary>
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
