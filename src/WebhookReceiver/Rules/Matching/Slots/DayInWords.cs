namespace WebhookReceiver.Rules.Matching;

/// <summary>A day of the month in words: sixteenth, dezesseis, vingt et un.</summary>
internal readonly ref struct DayInWords(SpokenLanguages languages, FoldedText text)
{
    private const int LongestNumber = 3;

    /// <summary>"the second" is rather one of several things.</summary>
    private const int LastOfChoices = 3;

    /// <summary>A day after its mark, as in "the sixteenth", "dia dois"; or before it, as in "solah tarikh".</summary>
    public int AfterMark(int mark, int token, out int day, out bool isOrdinal)
    {
        var taken = At(token, out day, out isOrdinal);
        if (taken == 0)
        {
            return 0;
        }

        var end = token + taken;
        var isMarked =
            mark == token ? end < text.Tokens.Length && IsMarkBehind(text.WordAt(end)) : isOrdinal || IsMark(mark);
        var isChoice =
            day <= LastOfChoices
            && text.WordAt(mark) is "the" or "der" or "die" or "den" or "dem"
            && !(mark > 0 && text.WordAt(mark - 1) is "on");
        return isMarked && !isChoice ? taken : 0;
    }

    public static bool IsMarkBehind(ReadOnlySpan<char> word) => word is "तारीख" or "tarikh" or "tareekh" or "tarik";

    /// <summary>Sixteenth in every language; sixteen where a day of the month is called so.</summary>
    public int At(int token, out int day, out bool isOrdinal)
    {
        isOrdinal = true;
        if (languages.Take(SpokenPart.Ordinal, text, token, out day) is > 0 and var ordinal)
        {
            return ordinal;
        }

        isOrdinal = false;
        if (!languages.MayBeginTime(text.WordAt(token)) || char.IsAsciiDigit(text.WordAt(token)[0]))
        {
            return 0;
        }

        foreach (var language in languages.Everywhere)
        {
            for (
                var count = Math.Min(LongestNumber, text.Tokens.Length - token);
                language.CountsDays && count > 0;
                count--
            )
            {
                day = language.Number(text.Span(token, token + count));
                if (day is > 1 and <= 31)
                {
                    return count;
                }
            }
        }

        day = 0;
        return 0;
    }

    private bool IsMark(int token) => languages.Take(SpokenPart.DayMark, text, token, out var value) > 0 && value == 1;
}
