namespace WebhookReceiver.Rules.Matching;

/// <summary>A number of days from today: in 3 days, dans une semaine, üç gün sonra.</summary>
internal static class CountedDays
{
    private const int MostDays = 1_000;
    private const int LongestNumber = 2;

    /// <summary>The number of words, 0 for none; and the days from today.</summary>
    public static int At(SpokenLanguage language, FoldedText text, int token, out int days)
    {
        days = 0;
        var ahead = language.Take(SpokenPart.Ahead, text, token, out _);
        if (ahead == 0 && !char.IsDigit(text.WordAt(token)[0]) && !language.MayBeginNumber(text.WordAt(token)))
        {
            return 0;
        }

        var at = token + ahead;
        var number = CountAt(language, text, at, out var count);
        var unit = number < 0 ? 0 : Take(language, SpokenPart.DaySpan, text, at + number, out days);
        if (unit == 0)
        {
            return 0;
        }

        // "dans huit jours" is a week in some languages, eight days in others.
        var isIdiom = number > 0 && days == 1 && count is 8 or 15 && !char.IsDigit(text.WordAt(at)[0]);
        days *= count;
        at += number + unit;
        var behind = ahead > 0 ? 0 : Take(language, SpokenPart.AheadBehind, text, at, out _);
        var isMeant = ahead > 0 || behind > 0;
        return isMeant && !isIdiom && days is > 0 and <= MostDays ? at + behind - token : 0;
    }

    /// <summary>The number of words of a number; 0 where the unit is the number, as in Arabic; -1 for none.</summary>
    private static int CountAt(SpokenLanguage language, FoldedText text, int token, out int count)
    {
        count = 1;
        if (token >= text.Tokens.Length)
        {
            return -1;
        }

        if (NumericDay.Number(text.WordAt(token)) is >= 0 and var digits)
        {
            count = digits;
            return 1;
        }

        if (text.WordAt(token) is "a" or "one")
        {
            return 1;
        }

        for (var length = Math.Min(LongestNumber, text.Tokens.Length - token); length > 0; length--)
        {
            if (language.Number(text.Span(token, token + length)) is > 0 and var number)
            {
                count = number;
                return length;
            }
        }

        return language.Take(SpokenPart.DaySpan, text, token, out _) > 0 && text.WordAt(token)[0] > '\u0600' ? 0 : -1;
    }

    private static int Take(SpokenLanguage language, SpokenPart part, FoldedText text, int token, out int value)
    {
        value = 0;
        return token < text.Tokens.Length ? language.Take(part, text, token, out value) : 0;
    }
}
