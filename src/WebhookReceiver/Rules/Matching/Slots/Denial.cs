using System.Buffers;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Negations beside a value: "not thursday" names no day to take.</summary>
internal static class Denial
{
    /// <summary>The place of a negation that usually follows the word.</summary>
    public const int After = 3;

    private const int BeforeOnly = 1;
    private const int LongestName = 4;
    private const int MostBetween = 2;

    private static readonly SearchValues<char> Breaks = SearchValues.Create(",;!?\n،؛؟。，।");

    /// <summary>Whether a negation is in the clause of these words.</summary>
    public static bool IsInClause(SpokenLanguages languages, FoldedText text, int first, int end)
    {
        var token = first;
        while (token > 0 && !IsBreak(text, token))
        {
            token--;
        }

        while (token < text.Tokens.Length && !(token >= end && IsBreak(text, token)))
        {
            if (token >= first && token < end)
            {
                token = end;
                continue;
            }

            var taken = languages.Take(SpokenPart.Not, text, token, out var place);
            // "saturday no", but "3 no kids"
            var isLast = taken > 0 && (token + taken >= text.Tokens.Length || IsBreak(text, token + taken));
            if (taken > 0 && place >= BeforeOnly && (token < first || place > BeforeOnly || isLast))
            {
                return true;
            }

            token += Math.Max(taken, 1);
        }

        return false;
    }

    /// <summary>Whether a negation is right before this word, apart from words such as "on".</summary>
    public static bool IsBefore(SpokenLanguages languages, FoldedText text, int first)
    {
        for (var between = 0; between <= MostBetween && first - between > 0; between++)
        {
            var end = first - between;
            for (var length = Math.Min(LongestName, end); length > 0; length--)
            {
                if (languages.Take(SpokenPart.Not, text, end - length, out var place) == length)
                {
                    return place >= BeforeOnly && !HasBreak(text, end - length + 1, first);
                }
            }

            if (!languages.IsCourtesy(text, end - 1))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether a word beside these ones says that they only bound what is meant: before friday, cumaya kadar.</summary>
    public static bool IsBound(SpokenLanguages languages, FoldedText text, int first, int end, SpokenPart part)
    {
        for (var between = 0; between <= MostBetween && first - between > 0; between++)
        {
            var behind = first - between;
            for (var length = Math.Min(LongestName, behind); length > 0; length--)
            {
                if (languages.Take(part, text, behind - length, out var place) >= length && place == BeforeOnly)
                {
                    return !HasBreak(text, behind - length + 1, first);
                }
            }

            if (!IsArticle(languages, text, behind - 1))
            {
                break;
            }
        }

        var after = end < text.Tokens.Length && languages.IsCourtesy(text, end) ? end + 1 : end;
        return IsBehind(end) || IsBehind(after);

        bool IsBehind(int token) =>
            languages.Take(part, text, token, out var place) > 0 && place > BeforeOnly && !HasBreak(text, end, token);
    }

    private static bool IsArticle(SpokenLanguages languages, FoldedText text, int token) =>
        languages.Take(SpokenPart.DayMark, text, token, out _) == 1
        || languages.Take(SpokenPart.Lead, text, token, out _) == 1
        || languages.Take(SpokenPart.At, text, token, out _) == 1
        || text.WordAt(token) is "on" or "this";

    private static bool HasBreak(FoldedText text, int first, int last)
    {
        for (var token = first; token <= last; token++)
        {
            if (IsBreak(text, token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a clause ends before this word. A point after digits ends none.</summary>
    public static bool IsBreak(FoldedText text, int token)
    {
        var begin = text.Tokens[token - 1].SourceEnd;
        var between = text.Original.AsSpan(begin, text.Tokens[token].SourceStart - begin);
        if (between.IndexOfAny(Breaks) >= 0)
        {
            return true;
        }

        var point = between.IndexOf('.');
        return point >= 0 && !(point == 0 && begin > 0 && char.IsDigit(text.Original[begin - 1]));
    }
}
