using System.Globalization;
using System.Text.Json;

namespace WebhookReceiver.Sending.Pushing;

/// <summary>Reads the answer to a push. Scalars may be numbers or texts (protocol sheet, section 4.3).</summary>
internal static class PushAnswer
{
    /// <summary>The outcome from the body; <see langword="null"/> if it is no JSON with a status.</summary>
    public static PushOutcome? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            if (
                json.ValueKind is not JsonValueKind.Object
                || !int.TryParse(Text(json, "status"), CultureInfo.InvariantCulture, out var status)
            )
            {
                return null;
            }

            return status == PushStatus.Accepted
                ? new PushOutcome.Accepted(Text(json, "push_id"), Items(json))
                : new PushOutcome.Refused(status);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second exception: texts with a lone surrogate in their escapes.
            return null;
        }
    }

    private static IReadOnlyList<PushedItem> Items(JsonElement json) =>
        json.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array
            ?
            [
                .. data.EnumerateArray()
                    .Where(item => item.ValueKind is JsonValueKind.Object)
                    .Select(item => new PushedItem(
                        Text(item, "msg_id"),
                        Text(item, "number") ?? Text(item, "messenger_id")
                    )),
            ]
            : [];

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }
}
