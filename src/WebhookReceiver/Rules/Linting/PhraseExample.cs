using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Makes the shortest message that matches a phrase.</summary>
internal static class PhraseExample
{
    /// <summary>The message; null for a slot whose values depend on the folder.</summary>
    public static string? Of(string phrase)
    {
        var text = new StringBuilder();
        for (var i = 0; i < phrase.Length; i++)
        {
            if (phrase[i] == '*')
            {
                text.Append(' ');
                continue;
            }

            if (phrase[i] != '<')
            {
                text.Append(phrase[i]);
                continue;
            }

            var end = phrase.IndexOf('>', i);
            if (end < 0 || ValueOf(phrase[(i + 1)..end]) is not { } value)
            {
                return null;
            }

            text.Append(' ').Append(value).Append(' ');
            i = end;
        }

        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string? ValueOf(string slot)
    {
        var colon = slot.IndexOf(':', StringComparison.Ordinal);
        var type = colon < 0 ? "" : slot[(colon + 1)..].Trim();
        return type switch
        {
            "" => "something",
            "number" => "2",
            "digits" => "12345",
            "code" => "AB123",
            "email" => "ann@example.com",
            "phone" => "+353215550100",
            "url" => "https://example.com",
            "date" => "24 December",
            "time" => "10:30",
            _ when type.StartsWith("digits ", StringComparison.Ordinal) => DigitsOf(type[7..]),
            _ => null,
        };
    }

    private static string? DigitsOf(string length) =>
        int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? string.Concat(Enumerable.Range(1, count).Select(digit => (char)('0' + (digit % 10))))
            : null;
}
