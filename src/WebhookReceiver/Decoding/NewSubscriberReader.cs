using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>A new subscriber alert (protocol sheet, sections 3.1 and 3.2). Each scalar may be a number or a text.</summary>
internal static class NewSubscriberReader
{
    /// <summary>Who it is and what he wrote; <see langword="null"/> if it names nobody.</summary>
    public static IncomingMessage? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(RawValueText.Decode(Utf8Body.Read(body.Span)));
            var json = document.RootElement;
            // On channels without numbers the subscriber's id is what can be written to (section 4.1).
            return
                json.ValueKind is JsonValueKind.Object
                && (WireText.Of(json, "mobile") ?? WireText.Of(json, "subscriber_id")) is { } who
                ? new IncomingMessage
                {
                    Sender = who.TrimStart('+'),
                    Name = WireText.Of(json, "name"),
                    Channel = WireText.Of(json, "channel") ?? "",
                    Text = WireText.Of(json, "message") ?? "",
                }
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: names of members with half a character in their escapes.
            return null;
        }
    }
}
