namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Whether a number that is not the whole message is an hour: after an "at" that stands beside a day, as in "thursday at
/// 3" and "at 3 on thursday". "Thursday at 12 Mill Street" and "thursday at 3 shops" have none.
/// </summary>
internal readonly ref struct HourBesideDay(
    SpokenLanguage language,
    SpokenLanguages languages,
    DayNames days,
    FoldedText text
)
{
    private const int LongestName = 4;

    /// <param name="token">The first word: the "at", or the number after it.</param>
    /// <param name="end">The word after the number.</param>
    /// <param name="use">The use of the hour.</param>
    public bool IsTime(int token, int end, SlotUse use)
    {
        var at = At(token);
        // "à 4" also means "the four of us", but not where an hour is asked for.
        var isSign = at >= 0 && (use.IsAnswer || text.WordAt(at) is not "a" || IsName(at, 2));
        return isSign && MayEnd(end) && (EndsDay(at) || BeginsDay(end));
    }

    private bool IsName(int at, int fewest) => language.Take(SpokenPart.At, text, at, out _) >= fewest;

    /// <summary>The first word of the "at"; -1 if there is none.</summary>
    private int At(int token)
    {
        if (IsName(token, 1) || IsGlued(token))
        {
            return token;
        }

        for (var back = Math.Min(LongestName, token); back > 0; back--)
        {
            if (language.Take(SpokenPart.At, text, token - back, out _) == back)
            {
                return token - back;
            }
        }

        return -1;
    }

    /// <summary>all'una, üçte.</summary>
    private bool IsGlued(int token) =>
        language.Take(SpokenPart.InflectedHour, text, token, out _) > 0
        || (
            text.Tokens[token].FirstCut > 0
            && language.Has(SpokenPart.At, text.WordAt(token)[..text.Tokens[token].FirstCut])
        );

    private bool MayEnd(int end) =>
        end == text.Tokens.Length
        || TimeSlot.IsParted(text, end)
        || (
            !NumericDay.IsGlued(text, end)
            && !SpokenTable.IsCounted(text.WordAt(end))
            && (languages.IsCourtesy(text, end) || IsDay(end, out _))
        );

    /// <summary>on thursday, tomorrow.</summary>
    private bool BeginsDay(int end)
    {
        for (var token = end; token < text.Tokens.Length && token < end + 2; token++)
        {
            if (IsDay(token, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the words before end in a day: thursday, 15 January, the 15th, 15/1.</summary>
    private bool EndsDay(int at) =>
        IsEndOfDay(at) || (at > 1 && languages.IsCourtesy(text, at - 1) && IsEndOfDay(at - 1));

    private bool IsEndOfDay(int at)
    {
        for (var back = 1; back <= Math.Min(LongestName, at); back++)
        {
            if (IsDay(at - back, out var taken) && taken == back)
            {
                return true;
            }
        }

        return at > 0 && (char.IsAsciiDigit(text.WordAt(at - 1)[0]) || days.Month(at - 1, out _) == 1);
    }

    private bool IsDay(int token, out int taken)
    {
        taken = days.FromToday(token, out _);
        taken = taken > 0 ? taken : days.Days(token, out _);
        return taken > 0;
    }
}
