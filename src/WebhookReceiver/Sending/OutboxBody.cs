using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Reads the body of an entry; one of another version may be unreadable.</summary>
internal static class OutboxBody
{
    public static bool TryRead(OutboxEntry entry, [NotNullWhen(true)] out FollowUpMessage? message)
    {
        try
        {
            message = FollowUpMessage.Read(entry.Body);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            message = null;
            return false;
        }
    }
}
