using System.Globalization;
using WebhookReceiver.Rules.Calendars;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A day as people write it: tomorrow, friday, next friday, 14 May, May 14th, 14/5, 14.5.2026, 2026-05-14, in 3 days.
/// Relative to the day of the message's arrival in the folder's zone; a day without a year is the next such day. The
/// value is 2026-05-14.
/// </summary>
/// <param name="zone">The zone of today.</param>
/// <param name="words">The names of days and months.</param>
/// <param name="isMonthFirst">Whether 4/5 is the fifth of April.</param>
internal sealed class DateSlot(TimeZoneInfo zone, DateWords words, bool isMonthFirst) : SlotType
{
    private const int MostDays = 1_000;

    public override string Name => "date";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var today = DateOnly.FromDateTime(ZoneTime.Local(zone, context.Message.ReceivedAt));
        var taken = Read(context.Text, token, today, out var date);
        value = taken == 0 ? "" : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return taken;
    }

    private int Read(FoldedText text, int token, DateOnly today, out DateOnly date)
    {
        date = today;
        if (words.FromToday(text, token, out var days) is > 0 and var relative)
        {
            date = today.AddDays(days);
            return relative;
        }
        if (Counted(text, token, out days) is > 0 and var counted)
        {
            date = today.AddDays(days);
            return counted;
        }
        if (Weekday(text, token, today, out date) is > 0 and var weekday)
        {
            return weekday;
        }
        if (Named(text, token, today, out date) is > 0 and var named)
        {
            return named;
        }
        return Numeric(text, token, today, out date);
    }

    /// <summary>in 3 days, in 2 weeks.</summary>
    private static int Counted(FoldedText text, int token, out int days)
    {
        days = 0;
        if (token + 3 > text.Tokens.Length || text.WordAt(token) is not "in")
        {
            return 0;
        }
        var count = text.WordAt(token + 1) is "a" or "one" ? 1 : Number(text.WordAt(token + 1));
        days = text.WordAt(token + 2) switch
        {
            "day" or "days" or "tag" or "tagen" => count,
            "week" or "weeks" or "woche" or "wochen" => count * 7,
            _ => -1,
        };
        return days is > 0 and <= MostDays ? 3 : 0;
    }

    /// <summary>
    /// friday is the first one after today; next friday that of the following week; friday 14 May is that date.
    /// </summary>
    private int Weekday(FoldedText text, int token, DateOnly today, out DateOnly date)
    {
        date = today;
        var isNext = text.WordAt(token) is "next";
        var at = token + (isNext || text.WordAt(token) is "this" or "coming" or "on" ? 1 : 0);
        if (at >= text.Tokens.Length || words.Day(text, at, out var day) is not (> 0 and var length))
        {
            return 0;
        }
        var end = at + length;
        if (end < text.Tokens.Length && (text.WordAt(end) is "the" ? end + 1 : end) is var after)
        {
            var written = after < text.Tokens.Length ? Named(text, after, today, out date) : 0;
            written = written == 0 && after < text.Tokens.Length ? Numeric(text, after, today, out date) : written;
            if (written > 0)
            {
                return after + written - token;
            }
        }
        var ahead = (day - (int)today.DayOfWeek + 7) % 7;
        // Weeks begin on Monday: on a Wednesday, next friday is nine days ahead, next monday five.
        var weekAhead = ((day + 6) % 7) + 7 - (((int)today.DayOfWeek + 6) % 7);
        date = today.AddDays(
            isNext ? weekAhead
            : ahead == 0 ? 7
            : ahead
        );
        return end - token;
    }

    /// <summary>14 May, 14th of May 2027, May 14, the 14th of May.</summary>
    private int Named(FoldedText text, int token, DateOnly today, out DateOnly date)
    {
        date = today;
        var at = token + (text.WordAt(token) is "the" ? 1 : 0);
        if (at >= text.Tokens.Length)
        {
            return 0;
        }
        var day = DayNumber(text.WordAt(at));
        int end;
        int month;
        if (day > 0)
        {
            end = at + 1 < text.Tokens.Length && text.WordAt(at + 1) is "of" or "de" ? at + 2 : at + 1;
            var length = end < text.Tokens.Length ? words.Month(text, end, out month) : (month = 0);
            end = length == 0 ? 0 : end + length;
        }
        else
        {
            var length = words.Month(text, at, out month);
            var second = length > 0 && at + length < text.Tokens.Length ? at + length : 0;
            second += second > 0 && text.WordAt(second) is "the" && second + 1 < text.Tokens.Length ? 1 : 0;
            day = second > 0 ? DayNumber(text.WordAt(second)) : 0;
            end = day > 0 ? second + 1 : 0;
        }
        if (end == 0)
        {
            return 0;
        }
        var year = end < text.Tokens.Length && text.WordAt(end).Length == 4 ? Number(text.WordAt(end)) : 0;
        end += year is >= 1900 and < 2200 ? 1 : 0;
        return Make(year is >= 1900 and < 2200 ? year : 0, month, day, today, out date) ? end - token : 0;
    }

    /// <summary>14/5, 14.5., 14-05-2026, 2026-05-14: numbers joined by a sign, not only by spaces.</summary>
    private int Numeric(FoldedText text, int token, DateOnly today, out DateOnly date)
    {
        date = today;
        Span<int> parts = stackalloc int[3];
        var count = 0;
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
                parts[count++] = number;
            }
            at++;
            if (at >= text.Tokens.Length || count == 3 || !IsGlued(text, at) || Number(text.WordAt(at)) < 0)
            {
                break;
            }
        }
        if (count < 2)
        {
            return 0;
        }
        var isYearFirst = parts[0] > 999;
        if (isYearFirst && count < 3)
        {
            return 0;
        }
        var (year, first, second) =
            isYearFirst ? (parts[0], parts[2], parts[1])
            : count == 3 ? (parts[2] < 100 ? parts[2] + 2000 : parts[2], parts[0], parts[1])
            : (0, parts[0], parts[1]);
        var swap = !isYearFirst && (second > 12 || (isMonthFirst && first <= 12));
        var made = swap ? Make(year, first, second, today, out date) : Make(year, second, first, today, out date);
        return made ? at - token : 0;
    }

    private static bool IsGlued(FoldedText text, int token)
    {
        var between = text.Original.AsSpan(
            text.Tokens[token - 1].SourceEnd,
            text.Tokens[token].SourceStart - text.Tokens[token - 1].SourceEnd
        );
        return between is "/" or "-" or "." or "–" or "．" or "／";
    }

    private static bool Make(int year, int month, int day, DateOnly today, out DateOnly date)
    {
        date = today;
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
                date = new DateOnly(candidate, month, day);
                return true;
            }
        }
        return false;
    }

    /// <summary>14, 14th, 1st, 1er.</summary>
    private static int DayNumber(ReadOnlySpan<char> word)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        var number = Number(digits < 0 ? word : word[..digits]);
        var isOrdinal = digits < 0 || word[digits..] is "st" or "nd" or "rd" or "th" or "er" or "o" or "a";
        return isOrdinal && number is >= 1 and <= 31 ? number : 0;
    }

    private static int Number(ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= 4
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;
}
