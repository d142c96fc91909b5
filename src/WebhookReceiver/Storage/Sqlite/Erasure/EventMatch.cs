using System.Text;
using System.Text.Json;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Whether an event is about somebody: any of its values is the number, however it is written.</summary>
internal static class EventMatch
{
    /// <summary>Shorter ones within a text are amounts and dates.</summary>
    private const int FewestDigits = 8;

    public static bool Has(ReadOnlyMemory<byte> body, string asked)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(body.Span));
            return Has(document.RootElement, asked);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A form, or text that is none: whether it names the number or only holds its digits cannot be told.
            return true;
        }
    }

    private static bool Has(JsonElement value, string asked) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Any(member => Has(member.Value, asked)),
            JsonValueKind.Array => value.EnumerateArray().Any(item => Has(item, asked)),
            JsonValueKind.String => IsOrHolds(value.GetString()!, asked),
            JsonValueKind.Number => SenderMatch.IsOf(value.GetRawText(), asked),
            _ => false,
        };

    // The text that was sent may name them too.
    private static bool IsOrHolds(string text, string asked) =>
        SenderMatch.IsOf(text, asked)
        || (SenderMatch.DigitsOf(asked) is { Length: >= FewestDigits } digits && HoldsNumber(text, digits));

    private static bool HoldsNumber(string text, string digits)
    {
        for (
            var at = text.IndexOf(digits, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(digits, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + digits.Length;
            var isPartOfLonger =
                (at > 0 && char.IsAsciiDigit(text[at - 1])) || (end < text.Length && char.IsAsciiDigit(text[end]));
            if (!isPartOfLonger)
            {
                return true;
            }
        }

        return false;
    }
}
