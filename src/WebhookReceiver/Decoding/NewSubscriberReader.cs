using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads a new subscriber alert (protocol sheet, sections 3.1 and 3.2). Each scalar may be a number or a text.
/// </summary>
internal static class NewSubscriberReader
{
    /// <summary>
    /// The subscriber and the first message; <see langword="null"/> if the alert names no subscriber.
    /// </summary>
    public static IncomingMessage? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(RawValueText.Decode(Utf8Body.Read(body.Span)));
            var json = document.RootElement;
            // On channels without numbers, pushes go to the subscriber's id (section 4.1).
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
            // The second exception: member names with a lone surrogate in their escapes.
            return null;
        }
    }
}
