using System.Buffers;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Signs that belong to a word of a phrase, because they are written onto it: 20%, /help, c#, #win, !menu, .net. Then the
/// message must have them there, too.
/// </summary>
/// <param name="Before">What is written before the word; empty for nothing.</param>
/// <param name="Behind">What is written behind it; empty for nothing.</param>
internal sealed record PhraseSigns(string Before, string Behind)
{
    private static readonly SearchValues<char> All = SearchValues.Create("%‰#+/@&=\\~^");

    /// <summary>The signs of a word of a phrase; null if it has none. A sign between two words belongs to neither.</summary>
    public static PhraseSigns? Of(FoldedText phrase, int token)
    {
        var text = phrase.Original.AsSpan();
        var (start, end) = (phrase.Tokens[token].SourceStart, phrase.Tokens[token].SourceEnd);
        var before = start;
        while (before > 0 && All.Contains(Plain(text[before - 1])))
        {
            before--;
        }

        before = before == start && BeginsCommand(text, start) ? start - 1 : before;

        var behind = end;
        while (behind < text.Length && All.Contains(Plain(text[behind])))
        {
            behind++;
        }

        var touchesBefore = token > 0 && phrase.Tokens[token - 1].SourceEnd == before;
        var touchesBehind = token + 1 < phrase.Tokens.Length && phrase.Tokens[token + 1].SourceStart == behind;
        var signs = new PhraseSigns(
            touchesBefore ? "" : PlainOf(text[before..start]),
            touchesBehind ? "" : PlainOf(text[end..behind])
        );
        return signs.Before.Length + signs.Behind.Length == 0 ? null : signs;
    }

    /// <summary>True for a sign that belongs to a word.</summary>
    public static bool IsCompared(char sign) => All.Contains(Plain(sign));

    /// <summary>A mark that ends sentences belongs to a word only where nothing stands before it: <c>!menu</c>, <c>.net</c>.</summary>
    private static bool BeginsCommand(ReadOnlySpan<char> text, int start) =>
        start > 0 && Plain(text[start - 1]) is ('!' or '.') && (start == 1 || char.IsWhiteSpace(text[start - 2]));

    /// <summary>Whether the word of the message has them.</summary>
    public bool StandAt(FoldedText text, int token)
    {
        var original = text.Original.AsSpan();
        var (start, end) = (text.Tokens[token].SourceStart, text.Tokens[token].SourceEnd);
        return EndsWith(original[..start], Before) && StartsWith(original[end..], Behind);
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string signs)
    {
        if (signs is ['%', ..] or ['‰', ..])
        {
            // "20 %" is how some languages write it.
            text = text.TrimStart();
        }

        return text.Length >= signs.Length && Is(text[..signs.Length], signs);
    }

    private static bool EndsWith(ReadOnlySpan<char> text, string signs) =>
        text.Length >= signs.Length && Is(text[^signs.Length..], signs);

    private static bool Is(ReadOnlySpan<char> text, string signs)
    {
        for (var i = 0; i < signs.Length; i++)
        {
            if (Plain(text[i]) != signs[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string PlainOf(ReadOnlySpan<char> signs)
    {
        var plain = signs.ToArray();
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = Plain(plain[i]);
        }

        return new string(plain);
    }

    /// <summary>Full-width signs are the same; so is the Arabic percent sign.</summary>
    private static char Plain(char c) =>
        c switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            '\u066A' or '\uFE6A' => '%',
            _ => c,
        };
}
