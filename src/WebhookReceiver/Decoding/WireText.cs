using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>Reads a scalar of an event's JSON as text, whether the platform sent a number or a text.</summary>
internal static class WireText
{
    /// <summary>The trimmed text; <see langword="null"/> if it is missing, blank or no scalar.</summary>
    public static string? Of(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => Unescape(value.GetRawText()[1..^1]),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    // A lone surrogate in escapes would make the reader's own method throw.
    private static string Unescape(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var plain = new byte[bytes.Length];
        return RawValueText.Decode(plain.AsSpan(0, RawValueText.Decode(bytes, ValueEncoding.JsonEscaped, plain)));
    }
}
