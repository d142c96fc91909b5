using System.Globalization;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>Capitals of a text, which may have placeholders.</summary>
internal static class LetterCases
{
    public static string Of(LetterCase letters, string text, RulePlace place, ImportBook book)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return Constant(letters, text);
        }

        var filter = letters switch
        {
            LetterCase.Upper => "upcase",
            LetterCase.Lower => "downcase",
            _ => "capitalize",
        };
        if (letters == LetterCase.Formal)
        {
            book.Differs(place, "only the first word gets a capital");
        }

        return
            text.StartsWith("{{ ", StringComparison.Ordinal)
            && text.IndexOf("}}", StringComparison.Ordinal) == text.Length - 2
            ? $"{text[..^3]} | {filter} }}}}"
            : $"{{% capture part %}}{text}{{% endcapture %}}{{{{ part | {filter} }}}}";
    }

    private static string Constant(LetterCase letters, string text) =>
        letters switch
        {
            LetterCase.Upper => text.ToUpperInvariant(),
            LetterCase.Lower => text.ToLowerInvariant(),
            LetterCase.Formal => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()),
            _ when text.Length > 0 => char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant(),
            _ => text,
        };
}
