using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>
/// Writes events and outbox entries as the commands print them: one object each, in a member named after its kind.
/// </summary>
internal static class ArchiveJson
{
    public static void Write(Utf8JsonWriter json, StoredEvent report)
    {
        json.WriteStartObject();
        json.WriteStartObject("event");
        json.WriteNumber("id", report.Id);
        json.WriteString("received", report.ReceivedAt);
        json.WriteString("last", report.LastAt);
        json.WriteNumber("times", report.Times);
        json.WriteString("kind", report.Kind.ToString());
        json.WriteString("eventId", report.EventId);
        json.WriteString("project", report.Project);
        WriteBytes(json, "raw", report.Raw.Span);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, OutboxEntry entry)
    {
        json.WriteStartObject();
        json.WriteStartObject("outbox");
        json.WriteNumber("id", entry.Id);
        json.WriteString("reference", entry.Reference);
        json.WriteString("project", entry.Contact.Project);
        json.WriteString("channel", entry.Contact.Channel);
        json.WriteString("to", entry.Contact.Sender);
        json.WriteString("about", entry.About);
        if (entry.Message is { } message)
        {
            json.WriteNumber("message", message);
        }

        json.WriteString("topic", entry.Topic);
        json.WriteString("state", entry.State.ToString());
        json.WriteNumber("attempts", entry.Attempts);
        json.WriteString("created", entry.CreatedAt);
        json.WriteString("due", entry.DueAt);
        json.WriteString("next", entry.NextAt);
        if (entry.ExpiresAt is { } end)
        {
            json.WriteString("expires", end);
        }

        json.WriteString("changed", entry.ChangedAt);
        json.WriteString("pushId", entry.PushId);
        json.WriteString("messageId", entry.MessageId);
        json.WriteString("detail", entry.Detail);
        WriteBytes(json, "body", entry.Body.Span);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes a body as text if it is UTF-8, else as base 64.</summary>
    public static void WriteBytes(Utf8JsonWriter json, string name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        if (Utf8.IsValid(value))
        {
            json.WriteString(name, Encoding.UTF8.GetString(value));
            return;
        }

        json.WriteBase64String($"{name}Base64", value);
    }
}
