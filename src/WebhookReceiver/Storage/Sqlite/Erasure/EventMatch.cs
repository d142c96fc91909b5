using System.Text;
using System.Text.Json;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Whether an event concerns a contact: one of its values is the number, in any spelling.</summary>
internal static class EventMatch
{
    /// <summary>Shorter numbers within a text are amounts and dates.</summary>
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
            // A form, or no text: whether it names the number or only contains its digits is unknowable.
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

    // The sent text may name the contact too.
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
