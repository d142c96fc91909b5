using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Reads days in digits alone: 14/5, 14.5., 2026-05-14. Most pairs of numbers are no days.</summary>
internal readonly struct NumericDay(
    FoldedText text,
    DayNames names,
    SpokenLanguages languages,
    SlotUse use,
    DateOnly today,
    bool isMonthFirst
)
{
    /// <summary>A two-digit year is at most this far ahead.</summary>
    private const int FurthestShortYear = 10;

    /// <summary>14/5, 14.5., 14-05-2026, 2026-05-14: numbers joined by a sign, not only by spaces.</summary>
    /// <param name="token">Its first word.</param>
    /// <param name="weekdays">The weekday before it; 0: none.</param>
    /// <param name="date">The day; null if it is impossible.</param>
    public int Read(int token, int weekdays, out DateOnly? date)
    {
        var spaced = ReadParts(token, weekdays, isSpaced: true, out date);
        return spaced > 0 ? spaced : ReadParts(token, weekdays, isSpaced: false, out date);
    }

    /// <param name="isSpaced">Only a full day with spaces: 21. 1. 2026.</param>
    private int ReadParts(int token, int weekdays, bool isSpaced, out DateOnly? date)
    {
        date = null;
        Span<int> parts = stackalloc int[3];
        var count = 0;
        var lastLength = 0;
        var at = token;
        while (at < text.Tokens.Length && count < 3)
        {
            foreach (var range in text.WordAt(at).Split('.'))
            {
                var number = Number(text.WordAt(at)[range]);
                if (number < 0 || count == 3)
                {
                    return 0;
                }

                lastLength = text.WordAt(at)[range].Length;
                parts[count++] = number;
            }

            at++;
            if (
                at >= text.Tokens.Length
                || count == 3
                || (count > 1 && at - token > 1 && !Between(text, at).SequenceEqual(Between(text, at - 1)))
                || !(isSpaced ? Between(text, at) is ". " : IsGlued(text, at))
                || Number(text.WordAt(at)) < 0
            )
            {
                break;
            }
        }

        if (isSpaced && (count < 3 || lastLength != 4))
        {
            return 0;
        }

        if (count < 2 || (count == 3 && lastLength == 1 && parts[0] <= 999))
        {
            return 0;
        }

        var isDotted = at == token + 1;
        if (count == 2 && !IsDay(token, at, weekdays, isDotted, parts[0], parts[1]))
        {
            return 0;
        }

        date = Written(parts, count, isDotted && count == 2);
        // After a weekday, "30/2" is meant as a day, too.
        var isDay = date is not null || weekdays != 0 || (count == 3 && lastLength == 2);
        return isDay ? at - token : 0;
    }

    private DateOnly? Written(ReadOnlySpan<int> parts, int count, bool isDotted)
    {
        var isYearFirst = parts[0] > 999;
        if (isYearFirst && count < 3)
        {
            return null;
        }

        var (year, first, second) =
            isYearFirst ? (parts[0], parts[2], parts[1])
            : count == 3 ? (parts[2], parts[0], parts[1])
            : (0, parts[0], parts[1]);
        var swap = !isYearFirst && !isDotted && (second > 12 || (isMonthFirst && first <= 12));
        var (day, month) = swap ? (second, first) : (first, second);
        return count == 3 && year < 100 ? MakeShort(year, month, day) : Make(year, month, day);
    }

    /// <summary>The day of a two-digit year: 98 is no coming year.</summary>
    private DateOnly? MakeShort(int year, int month, int day)
    {
        var near = Make(2000 + year, month, day);
        var isFar = 2000 + year > today.Year + FurthestShortYear;
        return !use.IsPastMeant ? (isFar ? null : near)
            : isFar || near > today ? Make(1900 + year, month, day)
            : near;
    }

    /// <summary>Whether two numbers are a day: "2.5 kg", "11.15" and "3/4 people" are none.</summary>
    private bool IsDay(int token, int end, int weekdays, bool isDotted, int first, int second)
    {
        if (end < text.Tokens.Length && (SpokenTable.IsCounted(text.WordAt(end)) || names.IsTime(end)))
        {
            return false;
        }

        var isWhole = use.IsAnswer && languages.IsAllSaid(text, token, end);
        if (isWhole)
        {
            return true;
        }

        if (weekdays != 0)
        {
            var agrees =
                Written([first, second], count: 2, isDotted) is { } date
                && (weekdays & (1 << (int)date.DayOfWeek)) != 0;
            var isClock = isDotted && first <= 24 && second <= 59 && HasTwoDigits(token);
            return agrees || !isClock;
        }

        if (names.AreNear(token, end))
        {
            return false;
        }

        var isDashed = !isDotted && IsDash(text, end - 1);
        return isDotted ? IsDotBehind(end) : !(isDashed && use.IsAnswer);
    }

    /// <summary>11.15 and 9.05 may be a time, 2.5 is none.</summary>
    private bool HasTwoDigits(int token)
    {
        var word = text.WordAt(token);
        return word.Length - word.LastIndexOf('.') == 3;
    }

    private bool IsDotBehind(int end)
    {
        var at = text.Tokens[end - 1].SourceEnd;
        return at < text.Original.Length && text.Original[at] == '.';
    }

    public static bool IsGlued(FoldedText text, int token) =>
        Between(text, token) is "/" or "-" or "." or "–" or "．" or "／";

    public DateOnly? Make(int year, int month, int day)
    {
        var from = year == 0 ? today.Year : year;
        // The next 29 February may be years ahead.
        for (var candidate = from; candidate <= (year == 0 ? from + 8 : from); candidate++)
        {
            var exists =
                month is >= 1 and <= 12
                && candidate is >= 1900 and < 2200
                && day >= 1
                && day <= DateTime.DaysInMonth(candidate, month);
            if (exists && (year != 0 || new DateOnly(candidate, month, day) >= today))
            {
                return new DateOnly(candidate, month, day);
            }
        }

        return null;
    }

    /// <summary>Whether only a dash is between this word and the previous one.</summary>
    public static bool IsDash(FoldedText text, int token) =>
        Between(text, token).Trim() is "-" or "–" or "—" or "‐" or "−";

    private static ReadOnlySpan<char> Between(FoldedText text, int token) =>
        text.Original.AsSpan(
            text.Tokens[token - 1].SourceEnd,
            text.Tokens[token].SourceStart - text.Tokens[token - 1].SourceEnd
        );

    public static int Number(ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= 4
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;
}
