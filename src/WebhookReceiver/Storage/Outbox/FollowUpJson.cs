using System.Buffers;
using System.Text.Json;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>The stored form of a <see cref="FollowUpMessage"/>.</summary>
internal static class FollowUpJson
{
    public static byte[] Write(FollowUpMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("project", message.Project);
            json.WriteString("channel", message.Channel);
            json.WriteString("recipient", message.Recipient);
            json.WriteNumber("kind", (int)message.Kind);
            WriteContent(json, message);
            WriteTemplate(json, message);
            if (message.AtLeastOnce)
            {
                json.WriteBoolean("atLeastOnce", value: true);
            }

            if (message.IfFailed is { } instead)
            {
                json.WriteStartObject("ifFailed");
                json.WriteString("channel", instead.Channel);
                WriteIfAny(json, "text", instead.Text);
                json.WriteEndObject();
            }

            WriteIfAny(json, "rule", message.Rule);
            WriteIfAny(json, "cause", message.Cause);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static FollowUpMessage Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        return new()
        {
            Project = Member(json, "project") ?? "",
            Channel = Member(json, "channel") ?? "",
            Recipient = Member(json, "recipient") ?? "",
            Kind = (FollowUpKind)json.GetProperty("kind").GetInt32(),
            Text = Member(json, "text") ?? "",
            Media = Member(json, "media"),
            MediaKind = json.TryGetProperty("mediaKind", out var kind) ? (MessageKind)kind.GetInt32() : null,
            MediaName = Member(json, "mediaName"),
            Location = StoredMessageReader.SharedLocation(json),
            Contacts = StoredMessageReader.SharedContacts(json),
            Quoted = Member(json, "quoted"),
            Template = Member(json, "template"),
            TemplateValues = Texts(json, "templateValues"),
            TemplateHeader = Texts(json, "templateHeader"),
            Language = Member(json, "language"),
            AtLeastOnce = json.TryGetProperty("atLeastOnce", out var again) && again.GetBoolean(),
            IfFailed = json.TryGetProperty("ifFailed", out var instead)
                ? new FollowUpInstead(Member(instead, "channel") ?? "", Member(instead, "text"))
                : null,
            Rule = Member(json, "rule") ?? "",
            Cause = Member(json, "cause") ?? "",
        };
    }

    private static void WriteContent(Utf8JsonWriter json, FollowUpMessage message)
    {
        WriteIfAny(json, "text", message.Text);
        WriteIfAny(json, "media", message.Media);
        if (message.MediaKind is { } kind)
        {
            json.WriteNumber("mediaKind", (int)kind);
        }

        WriteIfAny(json, "mediaName", message.MediaName);
        StoredMessage.WriteShared(json, message.Location, message.Contacts);
        WriteIfAny(json, "quoted", message.Quoted);
    }

    private static void WriteTemplate(Utf8JsonWriter json, FollowUpMessage message)
    {
        WriteIfAny(json, "template", message.Template);
        WriteIfAny(json, "templateValues", message.TemplateValues);
        WriteIfAny(json, "templateHeader", message.TemplateHeader);
        WriteIfAny(json, "language", message.Language);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values)
            ? [.. values.EnumerateArray().Select(value => value.GetString()!)]
            : [];
}
