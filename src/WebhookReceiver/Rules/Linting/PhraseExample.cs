using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Makes the shortest message that matches a phrase.</summary>
internal static class PhraseExample
{
    /// <summary>Stands for what a star or a slot may be.</summary>
    private const string Nothing = "xyzzyx";

    /// <summary>Unlike values of slots that other slots and phrases may take for something else.</summary>
    private static readonly Dictionary<string, string[]> Unlike = new(StringComparer.Ordinal)
    {
        [""] = ["something", Nothing],
        ["date"] = ["24 December", "tomorrow", "on Friday"],
        ["time"] = ["10:30", "noon"],
        ["number"] = ["2", "1,250", "seven"],
    };

    /// <summary>The message; null for a slot whose values depend on the folder.</summary>
    public static string? Of(string phrase) => Of(phrase, ValueOf, star: "");

    /// <summary>The words of the phrase, with a foreign word for all that may be anything.</summary>
    public static string? Apart(string phrase) => Of(phrase, _ => Nothing, Nothing);

    /// <summary>Messages with unlike values; none for a slot whose values depend on the folder.</summary>
    public static string[] AllOf(string phrase)
    {
        if (Of(phrase) is not { } first)
        {
            return [];
        }

        var most = phrase.Contains('<', StringComparison.Ordinal) ? 3 : 1;
        var all = Enumerable
            .Range(0, most)
            .Select(at =>
                Of(
                    phrase,
                    slot =>
                        Unlike.TryGetValue(TypeOf(slot), out var values) ? values[at % values.Length] : ValueOf(slot),
                    at == 0 ? "" : Nothing
                )
            );
        return [.. all.OfType<string>().Prepend(first).Distinct(StringComparer.Ordinal)];
    }

    private static string? Of(string phrase, Func<string, string?> valueOf, string star)
    {
        var text = new StringBuilder();
        for (var i = 0; i < phrase.Length; i++)
        {
            if (phrase[i] == '*')
            {
                text.Append(' ').Append(star).Append(' ');
                continue;
            }

            if (phrase[i] != '<')
            {
                text.Append(phrase[i]);
                continue;
            }

            var end = phrase.IndexOf('>', i);
            if (end < 0 || valueOf(phrase[(i + 1)..end]) is not { } value)
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
        var type = TypeOf(slot);
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

    private static string TypeOf(string slot)
    {
        var colon = slot.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : slot[(colon + 1)..].Trim();
    }

    private static string? DigitsOf(string length) =>
        int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? string.Concat(Enumerable.Range(1, count).Select(digit => (char)('0' + (digit % 10))))
            : null;
}
