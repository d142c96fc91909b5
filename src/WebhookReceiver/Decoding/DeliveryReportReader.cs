using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads the items of a delivery report (protocol sheet, section 3.1). Each scalar may be a number or a text.
/// </summary>
internal static class DeliveryReportReader
{
    /// <summary>
    /// The items; none if the body has another shape, so that a strange report never blocks the others.
    /// </summary>
    public static IReadOnlyList<DeliveryReport> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(RawValueText.Decode(Utf8Body.Read(body.Span)));
            return
                document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("data", out var items)
                ? [.. Items(items).Select(ReadItem)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second exception: member names with a lone surrogate in their escapes.
            return [];
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement items) =>
        items.ValueKind switch
        {
            JsonValueKind.Array => items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object),
            JsonValueKind.Object => [items],
            _ => [],
        };

    private static DeliveryReport ReadItem(JsonElement item) =>
        new(
            WireText.Of(item, "status") switch
            {
                "1" => DeliveryStatus.Delivered,
                "2" => DeliveryStatus.Failed,
                "3" => DeliveryStatus.Read,
                "4" => DeliveryStatus.Submitted,
                "5" => DeliveryStatus.Refunded,
                _ => DeliveryStatus.Unknown,
            },
            WireText.Of(item, "reference_number"),
            WireText.Of(item, "msg_id"),
            WireText.Of(item, "push_id"),
            WireText.Of(item, "number"),
            WireText.Of(item, "error_message") ?? WireText.Of(item, "error_code")
        );
}
