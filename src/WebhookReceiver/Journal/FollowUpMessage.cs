using System.Buffers;
using System.Text.Json;

namespace WebhookReceiver.Journal;

/// <summary>Why something is sent later.</summary>
internal enum FollowUpKind
{
    /// <summary>To the contact who wrote, some time after the answer (<c>then</c> of a reply).</summary>
    Then = 0,

    /// <summary>To somebody else, who shall know of it (<c>tell</c> of a rule).</summary>
    Tell = 1,
}

/// <summary>
/// What is to be sent by Push, as it is kept in the body of a <see cref="FollowUp"/>: complete, so that whoever sends it
/// needs no rules. Texts are filled in already. When it is due stands beside it.
/// </summary>
internal sealed record FollowUpMessage
{
    /// <summary>Project id of the message that caused it.</summary>
    public required string Project { get; init; }

    /// <summary>Channel id to send through (protocol sheet, section 1.5).</summary>
    public required string Channel { get; init; }

    /// <summary>Who gets it, as the platform writes numbers: country code first, no <c>+</c>.</summary>
    public required string Recipient { get; init; }

    public FollowUpKind Kind { get; init; }

    /// <summary>The text, or the caption of the media; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Public https address of media; <see langword="null"/> for none.</summary>
    public string? Media { get; init; }

    /// <summary>Kind of the media: Image, Video, Audio or Document; <see langword="null"/>: told from the extension.</summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>Id of an approved template that says it where the session is over; <see langword="null"/> for none.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders, in their order.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>The rule that wants it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Key of the message that caused it, 48 hexadecimal digits: the same cause never sends the same twice.</summary>
    public string Cause { get; init; } = "";

    public static string CauseOf(JournalKey key)
    {
        Span<byte> bytes = stackalloc byte[JournalKey.Length];
        key.WriteTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>One JSON object; what is missing is left out.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("project", Project);
            json.WriteString("channel", Channel);
            json.WriteString("recipient", Recipient);
            json.WriteNumber("kind", (int)Kind);
            WriteIfAny(json, "text", Text);
            WriteIfAny(json, "media", Media);
            if (MediaKind is { } kind)
            {
                json.WriteNumber("mediaKind", (int)kind);
            }

            WriteIfAny(json, "template", Template);
            if (TemplateValues.Count > 0)
            {
                json.WriteStartArray("templateValues");
                foreach (var value in TemplateValues)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }

            WriteIfAny(json, "rule", Rule);
            WriteIfAny(json, "cause", Cause);
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
            Template = Member(json, "template"),
            TemplateValues = json.TryGetProperty("templateValues", out var values)
                ? [.. values.EnumerateArray().Select(value => value.GetString()!)]
                : [],
            Rule = Member(json, "rule") ?? "",
            Cause = Member(json, "cause") ?? "",
        };
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
