using System.Text.Json;

namespace WebhookReceiver.Storage;

/// <summary>The text of a stored reply.</summary>
internal static class ReplyText
{
    /// <summary>Its text or caption; empty for silence, and for what has none.</summary>
    public static string Of(ReadOnlyMemory<byte> reply)
    {
        if (reply.Length <= 2)
        {
            return "";
        }

        try
        {
            using var json = JsonDocument.Parse(reply);
            return
                json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("message-out"u8, out var text)
                && text.ValueKind is JsonValueKind.String
                ? text.GetString()!
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
