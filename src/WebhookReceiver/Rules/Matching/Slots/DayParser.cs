using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Reads one day, from one word of a message on.</summary>
internal readonly struct DayParser(
    FoldedText text,
    DayNames names,
    SpokenLanguages languages,
    SlotUse use,
    NumericDay numeric,
    DateOnly today,
    Readings readings
)
{
    private const int MostDays = 1_000;

    public int Read(int token)
    {
        if (new HabitualDay(this, names, languages, text, use, readings).Read(token) is > 0 and var habit)
        {
            return habit;
        }

        if (names.FromToday(token, out var days) is > 0 and var relative)
        {
            var week = names.Next(token + relative, out var later);
            Add(later < 0 ? null : today.AddDays(days + later));
            return relative + week;
        }

        if (names.Counted(token, out days) is > 0 and var counted)
        {
            Add(today.AddDays(days));
            return counted;
        }

        if (Weekday(token) is > 0 and var weekday)
        {
            return weekday;
        }

        if (new DayList(this, text, names, languages, use).Read(token) is > 0 and var list)
        {
            return list;
        }

        if (Named(token, out var written) is > 0 and var named)
        {
            Add(written);
            return named + new DayList(this, text, names, languages, use).Behind(token + named, written);
        }

        if (numeric.Read(token, weekdays: 0, out written) is > 0 and var numbers)
        {
            Add(written);
            return numbers;
        }

        if (DayOfMonth(token, isSure: false, out var day) is > 0 and var ofMonth)
        {
            Add(NextWithDay(day));
            return ofMonth;
        }

        return Mistyped(token);
    }

    public void Add(DateOnly? date)
    {
        if (date is { } some)
        {
            readings.Add(some.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    private int Mistyped(int token)
    {
        if (!names.Mistyped(token, out var days, out var fromToday))
        {
            return 0;
        }

        if (fromToday >= 0)
        {
            Add(today.AddDays(fromToday));
        }

        AddWeekdays(days, isNext: false);
        return 1;
    }

    /// <summary>
    /// friday is the first one after today; next friday that of the following week. friday 14 May must be a friday, and
    /// friday 5th is the next fifth on a friday.
    /// </summary>
    private int Weekday(int token)
    {
        var week = names.Next(token, out var ahead);
        // "friday week", but "this week friday"
        week = week == 1 && ahead == 7 ? 0 : week;
        var isNext = week > 0 ? ahead == 0 : text.WordAt(token) is "next";
        var from = token + week;
        from += week > 0 && from < text.Tokens.Length && languages.IsCourtesy(text, from) ? 1 : 0;
        var at = week > 0 ? from : token + (isNext || text.WordAt(token) is "this" or "coming" or "on" ? 1 : 0);
        if (at >= text.Tokens.Length || names.Days(at, out var days) is not (> 0 and var length))
        {
            return 0;
        }

        if (at > token && !use.IsAnswer && languages.Take(SpokenPart.Habit, text, at, out _) > 0)
        {
            return 0; // "on fridays" is read behind its "on"
        }

        var end = at + length;
        if (names.ArePast(token, end, out var over))
        {
            // "last friday" is no day to come.
            return end + over - token;
        }

        var part = names.PartOfDay(end);
        end += part;
        if (week == 0)
        {
            var link = end < text.Tokens.Length && text.WordAt(end) is "de" or "da" or "della" or "of" ? 1 : 0;
            week = names.Next(end + link, out ahead);
            end += week > 0 ? week + link : 0;
            isNext = week > 0 ? ahead == 0 : isNext;
        }

        if (week > 0)
        {
            AddWeekdays(days, isNext, ahead);
            return end - token;
        }

        if (end < text.Tokens.Length && names.Counted(end, out var counted) is > 0 and var count)
        {
            // "friday in 2 weeks"
            AddWeekdays(days, isNext, counted % 7 == 0 ? counted : -1);
            return end + count - token;
        }

        var after = end + (end < text.Tokens.Length && text.WordAt(end) is "the" or "den" or "der" or "dem" ? 1 : 0);
        if (after < text.Tokens.Length)
        {
            var written = Named(after, out var date);
            written = written > 0 ? written : numeric.Read(after, days, out date);
            if (written > 0)
            {
                // "friday 15 January", which is a thursday: one of the two is wrong, but which is unknown.
                Add(date is { } some && (days & (1 << (int)some.DayOfWeek)) != 0 ? some : null);
                return after + written - token;
            }

            // "cuma sabah 10": behind a part of the day a number is an hour.
            var isHour = part > 0 && NumericDay.Number(text.WordAt(after)) is > 0 and <= 24;
            if (!isHour && DayOfMonth(end, isSure: true, out var day) is > 0 and var ofMonth)
            {
                AddMeeting(end, end + ofMonth, day, days, isNext, names.IsDateBehind(at));
                return end + ofMonth - token;
            }
        }

        AddWeekdays(days, isNext);
        return end - token;
    }

    /// <summary>
    /// thursday 5th: the next day that is both. Without a marker, a small number may also be an hour.
    /// </summary>
    private void AddMeeting(int first, int end, int day, int days, bool isNext, bool isDate)
    {
        if (NextWithDay(day, days, use.Horizon) is not { } meeting)
        {
            return;
        }

        var isHour = !isDate && day <= 12 && end == first + 1 && NumericDay.Number(text.WordAt(first)) == day;
        if (isHour)
        {
            AddWeekdays(days, isNext);
        }

        Add(meeting);
    }

    public void AddWeekdays(int days, bool isNext, int later = 0)
    {
        if (later < 0)
        {
            return;
        }

        for (var day = 0; day < 7; day++)
        {
            if ((days & (1 << day)) == 0)
            {
                continue;
            }

            var ahead = (day - (int)today.DayOfWeek + 7) % 7;
            // Weeks begin on Monday: on a Wednesday, next friday is nine days ahead, next monday five.
            var weekAhead = ((day + 6) % 7) + 7 - (((int)today.DayOfWeek + 6) % 7);
            Add(
                today.AddDays(
                    isNext ? weekAhead
                    : ahead == 0 ? 7 + later
                    : ahead + later
                )
            );
        }
    }

    /// <summary>The first day of the weekend, today if it has begun, and the day after it.</summary>
    public void AddWeekend(int first)
    {
        var ahead = (first - (int)today.DayOfWeek + 7) % 7;
        // On its second day both that day and the next weekend may be meant.
        Add(ahead == 6 ? today : today.AddDays(ahead));
        Add(today.AddDays(ahead == 6 ? ahead : ahead + 1));
    }

    /// <summary>The next such day of a month on one of the weekdays; 0: any.</summary>
    public DateOnly? NextWithDay(int day, int weekdays = 0, int horizon = MostDays)
    {
        for (var ahead = 0; ahead <= horizon; ahead++)
        {
            var date = today.AddDays(ahead);
            if (date.Day == day && (weekdays == 0 || (weekdays & (1 << (int)date.DayOfWeek)) != 0))
            {
                return date;
            }
        }

        return null;
    }

    /// <summary>
    /// the 21st, 21st, dia 21, am 21.: a coming day of the month. After a weekday a number alone suffices, unless it
    /// counts something.
    /// </summary>
    public int DayOfMonth(int token, bool isSure, out int day)
    {
        var mark = names.Mark(token, out _);
        var at = token + mark;
        day = 0;
        if (at >= text.Tokens.Length)
        {
            return 0;
        }

        day = WrittenDay.Number(text.WordAt(at), out var isOrdinal);
        var spoken = day > 0 ? 1 : new DayInWords(languages, text).AfterMark(token, at, out day, out isOrdinal);
        if (spoken == 0)
        {
            return 0;
        }

        var end = at + spoken;
        if (end < text.Tokens.Length && NumericDay.IsGlued(text, end))
        {
            return 0;
        }

        if (end < text.Tokens.Length && DayInWords.IsMarkBehind(text.WordAt(end)))
        {
            return end + 1 - token;
        }

        if (end < text.Tokens.Length && (names.IsTime(end) && !isOrdinal || SpokenTable.IsCounted(text.WordAt(end))))
        {
            return 0;
        }

        var isWhole = languages.IsAllSaid(text, token, end);
        // "the 1st floor", "le 21 rue": only words that may follow a day.
        var mayEnd =
            end == text.Tokens.Length
            || languages.IsCourtesy(text, end)
            || languages.Take(SpokenPart.Beyond, text, end, out _) > 0
            || names.IsAt(end)
            || names.PartOfDay(end) > 0
            || names.Days(end, out _) > 0
            || char.IsAsciiDigit(text.WordAt(end)[0]);
        return isSure || (mayEnd && (isOrdinal || mark > 0)) || (isWhole && isOrdinal) ? end - token : 0;
    }

    /// <summary>14 May, 14th of May 2027, May 14, the 14th of May.</summary>
    public int Named(int token, out DateOnly? date)
    {
        date = null;
        var at = token + names.Mark(token, out _);
        if (at >= text.Tokens.Length)
        {
            return 0;
        }

        var day = WrittenDay.Number(text.WordAt(at), out _);
        var inWords = day == 0 ? new DayInWords(languages, text).At(at, out day, out _) : 0;
        int end;
        int month;
        if (day > 0)
        {
            at += inWords > 0 ? inWords - 1 : 0;
            end = at + 1 < text.Tokens.Length && text.WordAt(at + 1) is "of" or "de" or "di" ? at + 2 : at + 1;
            var length = names.Month(end, out month);
            end = length == 0 ? 0 : end + length;
        }
        else
        {
            var length = names.Month(at, out month);
            var second = length > 0 && at + length < text.Tokens.Length ? at + length : 0;
            second += second > 0 && text.WordAt(second) is "the" && second + 1 < text.Tokens.Length ? 1 : 0;
            day = second > 0 ? WrittenDay.Number(text.WordAt(second), out _) : 0;
            var spoken = second > 0 && day == 0 ? names.Ordinal(second, out day) : 1;
            end = day > 0 ? second + spoken : 0;
        }

        if (end == 0)
        {
            return 0;
        }

        var behind = end < text.Tokens.Length && text.WordAt(end) is "de" or "del" or "do" ? end + 1 : end;
        var year =
            behind < text.Tokens.Length && text.WordAt(behind).Length == 4 ? NumericDay.Number(text.WordAt(behind)) : 0;
        var hasYear = year is >= 1900 and < 2200;
        end = hasYear ? behind + 1 : end;
        date = numeric.Make(hasYear ? year : 0, month, day);
        return date is null ? 0 : end - token;
    }
}
