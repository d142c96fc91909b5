using System.Globalization;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Notes on signs of a phrase that mean nothing here, or something else than in other programs.</summary>
internal static class PhraseNotes
{
    /// <summary>Signs of patterns that no sentence has.</summary>
    private static readonly string[] OfPatterns = [".*", ".+", "\\b", "\\d", "\\w", "\\s", "(?", "[a-z", "[0-9"];

    /// <summary>Signs round a name in other programs.</summary>
    private static readonly (string Open, string Close)[] Placeholders =
    [
        ("{{", "}}"),
        ("{", "}"),
        ("[", "]"),
        ("%", "%"),
    ];

    /// <summary>Separators of phrases in other programs.</summary>
    private static readonly char[] Between = ['|', '/'];

    public static void Check(TextNode text, string phrase, ParseContext context)
    {
        if (Find(phrase) is { } note)
        {
            context.Problems.Note(text.Place, note.Message, note.Fix);
        }
    }

    private static (string Message, string Fix)? Find(string phrase)
    {
        if (
            phrase.AsSpan().IndexOfAnyExcept(Harmless) < 0
            && !phrase.Contains(" OR ", StringComparison.Ordinal)
            && !phrase.Contains(" AND ", StringComparison.Ordinal)
        )
        {
            return null;
        }

        return Pattern(phrase)
            ?? Placeholder(phrase)
            ?? Optional(phrase)
            ?? Alternatives(phrase)
            ?? Star(phrase)
            ?? Lost(phrase);
    }

    private static readonly System.Buffers.SearchValues<char> Harmless = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ?,"
    );

    private static (string, string)? Pattern(string phrase)
    {
        var isAnchored =
            phrase is ['^', .., '$'] or ['/', .., '/'] || (phrase is ['^', var next, ..] && char.IsLetter(next));
        return isAnchored || OfPatterns.Any(sign => phrase.Contains(sign, StringComparison.Ordinal))
            ? (
                $"'{phrase}' looks like a pattern, but a phrase is made of words.",
                $"Write: when: {{ matches: '{phrase.Replace("'", "''", StringComparison.Ordinal)}' }}"
            )
            : null;
    }

    private static (string, string)? Placeholder(string phrase)
    {
        foreach (var (open, close) in Placeholders)
        {
            var at = phrase.IndexOf(open, StringComparison.Ordinal);
            var end = at < 0 ? -1 : phrase.IndexOf(close, at + open.Length, StringComparison.Ordinal);
            var name = end < 0 ? "" : phrase[(at + open.Length)..end].Trim();
            if (
                name.Length > 1
                && char.IsAsciiLetter(name[0])
                && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            )
            {
                var rest = phrase[..at] + phrase[(end + close.Length)..];
                // A whole phrase in brackets would be a slot alone, which holds always.
                return (
                    $"'{open}{name}{close}' is no slot here: the word '{name}' itself is compared.",
                    rest.Any(char.IsLetterOrDigit)
                        ? $"Write: {phrase[..at]}<{name}>{phrase[(end + close.Length)..]}"
                        : $"Write: {name}"
                );
            }
        }

        return null;
    }

    /// <summary>Square brackets round what may be left out, as other programs write it.</summary>
    private static (string, string)? Optional(string phrase)
    {
        var at = phrase.IndexOf('[', StringComparison.Ordinal);
        var end = at < 0 ? -1 : phrase.IndexOf(']', at);
        var inside = end < 0 ? "" : phrase[(at + 1)..end].Trim();
        return
            inside.Length > 0
            && inside.All(c => char.IsLetterOrDigit(c) || c is ' ' or '|' or '\'')
            && (phrase[..at] + phrase[(end + 1)..]).Any(char.IsLetterOrDigit)
            ? (
                $"'[{inside}]' cannot be left out here: its words are compared like the others.",
                $"Write: {phrase[..at]}({inside}|){phrase[(end + 1)..]}"
            )
            : null;
    }

    private static (string, string)? Alternatives(string phrase)
    {
        var either = phrase.Split(" OR ", StringSplitOptions.TrimEntries);
        var both = phrase.Split(" AND ", StringSplitOptions.TrimEntries);
        if (either.Length > 1 || both.Length > 1)
        {
            return either.Length > 1
                ? ("'OR' is a word of this phrase like the others.", $"Write: [{string.Join(", ", either)}]")
                : (
                    "'AND' is a word of this phrase like the others.",
                    $"Write: when: {{ all-words: [{string.Join(", ", both)}] }}"
                );
        }

        foreach (var sign in Between)
        {
            var parts = phrase.Split(sign, StringSplitOptions.TrimEntries);
            // 24/7 and and/or are words of their own.
            if (parts.Length > 1 && Array.TrueForAll(parts, part => part.Count(char.IsLetter) > 2))
            {
                return (
                    $"'{sign}' does not separate phrases: this one matches “{string.Join(' ', parts)}”.",
                    $"Write: [{string.Join(", ", parts)}]"
                );
            }
        }

        return null;
    }

    /// <summary>A star written onto a word: other programs mean the end of the word.</summary>
    private static (string, string)? Star(string phrase)
    {
        for (var at = phrase.IndexOf('*', StringComparison.Ordinal); at >= 0; at = phrase.IndexOf('*', at + 1))
        {
            var isBehind = at > 0 && char.IsLetterOrDigit(phrase[at - 1]);
            var isBefore = at + 1 < phrase.Length && char.IsLetterOrDigit(phrase[at + 1]);
            if (isBehind || isBefore)
            {
                var apart = string.Join(
                    ' ',
                    phrase
                        .Replace("*", " * ", StringComparison.Ordinal)
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                );
                var plain = apart.Trim('*', ' ');
                return (
                    $"'*' stands for words, not for letters: this phrase matches “{plain.Replace(" * ", " … ", StringComparison.Ordinal)}”.",
                    $"Write: {plain}"
                );
            }
        }

        return null;
    }

    /// <summary>A sign onto a word that is not compared: <c>$5</c>, <c>€5</c>.</summary>
    private static (string, string)? Lost(string phrase)
    {
        for (var at = 0; at < phrase.Length; at++)
        {
            var isSign =
                CharUnicodeInfo.GetUnicodeCategory(phrase[at])
                    is UnicodeCategory.CurrencySymbol
                        or UnicodeCategory.MathSymbol
                && !PhraseSigns.IsCompared(phrase[at])
                && phrase[at] is not ('<' or '>' or '|');
            var touches =
                (at > 0 && char.IsLetterOrDigit(phrase[at - 1]))
                || (at + 1 < phrase.Length && char.IsLetterOrDigit(phrase[at + 1]));
            if (isSign && touches)
            {
                return (
                    $"'{phrase[at]}' is not compared: this phrase matches “{phrase.Replace(phrase[at].ToString(), "", StringComparison.Ordinal)}”.",
                    $"Write: when: {{ contains: {RawLine.Quoted(phrase)} }}"
                );
            }
        }

        return null;
    }
}
