using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>The body of an entry; one that another version wrote may be none that can be read.</summary>
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
