namespace WebhookReceiver.Rules.Matching;

/// <summary>Reads one time in one language: half past four, 16:30, 18 Uhr 45, seis da tarde, साढ़े सात बजे.</summary>
internal readonly ref struct TimeParser(FoldedText text, SpokenLanguage language)
{
    /// <summary>Names before an hour, and after it: tonight at about 8 o'clock sharp.</summary>
    private const int MostAround = 3;

    private readonly TimeNumbers _numbers = new(text, language);

    /// <param name="token">Its first word.</param>
    /// <param name="isAlone">No minutes after the hour: "between 4 and 5" is not five past four.</param>
    public SpokenTime Parse(int token, bool isAlone = false)
    {
        var at = token;
        var part = DayPart.None;
        for (var i = 0; i < MostAround && at < text.Tokens.Length && Lead(at, ref part) is > 0 and var lead; i++)
        {
            at += lead;
        }

        if (at >= text.Tokens.Length)
        {
            return default;
        }

        var time = Core(at, isAlone);
        if (time.Taken == 0)
        {
            return default;
        }

        at += time.Taken;
        time = time with
        {
            Part = time.Part == DayPart.None ? part : time.Part,
            IsBare = time.IsBare && part == DayPart.None,
        };
        for (var i = 0; i < MostAround && at < text.Tokens.Length && Tail(at, ref time) is > 0 and var tail; i++)
        {
            at += tail;
        }

        return time with
        {
            Taken = at - token,
        };
    }

    private int Take(SpokenPart part, int token, out int value)
    {
        value = 0;
        return token < text.Tokens.Length ? language.Take(part, text, token, out value) : 0;
    }

    private int Lead(int token, ref DayPart part)
    {
        // "a quarter to six" begins with no "at".
        var taken = Take(SpokenPart.PartOfDay, token, out var value);
        if (
            Take(SpokenPart.Minutes, token, out _) > 0
            || (Take(SpokenPart.Moment, token, out _) > 0 && !(taken > 0 && IsHour(token + taken)))
        )
        {
            return 0;
        }

        if (taken > 0 && part == DayPart.None)
        {
            part = (DayPart)value;
            return taken;
        }

        return Take(SpokenPart.At, token, out _);
    }

    /// <summary>"mittags um eins" is one o'clock, "mittags" and "mittags 2 Personen" are noon.</summary>
    private bool IsHour(int token)
    {
        token += Take(SpokenPart.At, token, out _);
        if (token >= text.Tokens.Length)
        {
            return false;
        }

        var isCounted = token + 1 < text.Tokens.Length && SpokenTable.IsCounted(text.WordAt(token + 1));
        return !isCounted
            && (
                HourAt(token, out _, out _) > 0
                || WrittenTime.Read(text.WordAt(token)).Taken > 0
                || new InflectedHour(text, language).Read(token).Taken > 0
            );
    }

    private int Tail(int token, ref SpokenTime time)
    {
        if (time.Part == DayPart.None && Take(SpokenPart.PartOfDay, token, out var part) is > 0 and var taken)
        {
            time = time with { Part = (DayPart)part, IsBare = false };
            return taken;
        }

        if (time.Part == DayPart.None && DayAndPart(token, out part) is > 0 and var both)
        {
            time = time with { Part = (DayPart)part, IsBare = false };
            return both;
        }

        if (Take(SpokenPart.OClock, token, out _) is > 0 and var clock)
        {
            time = time with { IsBare = false };
            return clock;
        }

        if (time.Minutes == 0 && !time.IsClock && Take(SpokenPart.Hours, token, out _) is > 0 and var hours)
        {
            time = time with { IsBare = false, IsClock = true };
            var minutes = NumberAt(token + hours, out var amount, out _);
            if (amount is > 0 and < 60 && AreMinutes(token + hours, minutes))
            {
                time = time with { Minutes = amount };
                return hours + minutes;
            }

            // "sieben Uhr abends", "six heures et demie"
            var behind = Behind(token + hours, ref time);
            return hours + behind;
        }

        return 0;
    }

    /// <summary>A part of the day at the end of a day: "7h demain soir", "um 7 Uhr morgen Abend".</summary>
    private int DayAndPart(int token, out int part)
    {
        part = 0;
        var day = Math.Max(Take(SpokenPart.Relative, token, out _), Take(SpokenPart.Day, token, out _));
        for (var at = 1; at <= day; at++)
        {
            if (Take(SpokenPart.PartOfDay, token + at, out part) is > 0 and var taken)
            {
                return at + taken;
            }
        }

        return 0;
    }

    private SpokenTime Core(int token, bool isAlone)
    {
        if (Take(SpokenPart.Moment, token, out var moment) is > 0 and var taken)
        {
            var noon = new SpokenTime
            {
                Taken = taken,
                Hour = moment / 60,
                Minutes = moment % 60,
                IsExact = true,
            };
            // midi et demi
            var half = isAlone ? 0 : BehindMoment(token + taken, ref noon);
            return noon with { Taken = taken + half };
        }

        var inflected = new InflectedHour(text, language).Read(token);
        var spoken = inflected.Taken > 0 ? inflected : Spoken(token, isAlone);
        if (spoken.Taken > 0)
        {
            return spoken;
        }

        var written = WrittenTime.Read(text.WordAt(token));
        if (written.Taken > 0 && !written.IsBare)
        {
            var isWhole = written is { Minutes: 0, Part: DayPart.None } && !isAlone;
            var behindIt = isWhole ? BehindClock(token + 1, ref written) : 0;
            return written with { Taken = written.Taken + behindIt };
        }

        var count = HourAt(token, out var hour, out var inWords);
        if (count == 0)
        {
            return written;
        }

        var time = new SpokenTime
        {
            Taken = count,
            Hour = hour,
            IsExact = !inWords && (text.WordAt(token)[0] == '0' || hour > 12),
            IsBare = true,
            IsInWords = inWords,
        };
        if (isAlone)
        {
            return time;
        }

        var behind = Behind(token + count, ref time);
        if (
            behind == 0
            && NumberAt(token + count, out var minutes, out _) is > 0 and var more
            && minutes is >= 10 and < 60
            && AreMinutes(token + count, more)
        )
        {
            // six thirty, 18 45
            time = time with
            {
                Minutes = minutes,
                IsClock = true,
            };
            behind = more;
        }

        return time with
        {
            Taken = count + behind,
        };
    }

    /// <summary>"17 Uhr 4 Personen", "17 Uhr, 4" and "17 Uhr zu viert" have no minutes.</summary>
    private bool AreMinutes(int token, int count) =>
        count > 0
        && !text.Original.AsSpan(text.Tokens[token - 1].SourceEnd..text.Tokens[token].SourceStart).Contains(',')
        && text.WordAt(token) is not "zu"
        && !SpokenTable.IsCounted(text.WordAt(token + count - 1))
        && !(token + count < text.Tokens.Length && SpokenTable.IsCounted(text.WordAt(token + count)));

    /// <summary>y media, menos cuarto, ونصف.</summary>
    private int Behind(int token, ref SpokenTime time)
    {
        if (Take(SpokenPart.Behind, token, out var minutes) is > 0 and var taken)
        {
            time = time with { Minutes = minutes, IsBare = false };
            return taken;
        }

        if (
            Take(SpokenPart.AndMinutes, token, out var sign) is > 0 and var and
            && AmountAt(token + and, out var amount) is > 0 and var count
        )
        {
            time = time with { Minutes = sign * amount, IsBare = false };
            return and + count;
        }

        return 0;
    }

    /// <summary>midi et demi, midi et dix, midi trente; "noon 5 people" is noon.</summary>
    private int BehindMoment(int token, ref SpokenTime time)
    {
        var at = token + Take(SpokenPart.AndMinutes, token, out _);
        var count = AmountAt(at, out var amount);
        var end = at + count;
        if (count > 0 && end < text.Tokens.Length && SpokenTable.IsCounted(text.WordAt(end)))
        {
            return 0;
        }

        if (count > 0 && at == token && end == text.Tokens.Length)
        {
            time = time with { Minutes = amount };
            return count;
        }

        return Behind(token, ref time);
    }

    /// <summary>8h et quart, 8h moins dix, 8h dix; "8h 12 pizzas" is eight.</summary>
    private int BehindClock(int token, ref SpokenTime time)
    {
        var count = NumberAt(token, out var amount, out var inWords);
        if (
            AreMinutes(token, count)
            && token + count == text.Tokens.Length
            && amount is > 0 and < 60
            && (inWords || amount >= 10)
        )
        {
            time = time with { Minutes = amount };
            return count;
        }

        return NamedBehind(token, ref time);
    }

    /// <summary>Minutes by name after the hour: et quart, y media; and what goes off the hour: moins dix.</summary>
    private int NamedBehind(int token, ref SpokenTime time)
    {
        if (
            Take(SpokenPart.Behind, token, out _) > 0
            || (
                Take(SpokenPart.AndMinutes, token, out var sign) is > 0 and var and
                && (sign < 0 || Take(SpokenPart.Minutes, token + and, out _) > 0)
            )
        )
        {
            return Behind(token, ref time);
        }

        return 0;
    }

    /// <summary>half past four, halb fünf, quarter to six, fünf nach halb sieben, ten to 7pm.</summary>
    private SpokenTime Spoken(int token, bool isAlone)
    {
        if (
            AmountAt(token, out var amount) is > 0 and var count
            && Take(SpokenPart.OfHour, token + count, out var sign) is > 0 and var of
            && !(isAlone && IsSpan(token, count))
            && !IsOfPeople(token, count)
        )
        {
            var before = Take(SpokenPart.Before, token + count + of, out var half);
            var at = token + count + of + before;
            if (SpokenHourAt(at, out var time) is > 0 and var hours)
            {
                return time with { Taken = at + hours - token, Minutes = (sign * amount) + half };
            }
        }

        if (
            Take(SpokenPart.Before, token, out var minutes) is > 0 and var name
            && SpokenHourAt(token + name, out var hour) is > 0 and var length
        )
        {
            return hour with { Taken = name + length, Minutes = minutes };
        }

        return default;
    }

    /// <summary>"mesa para 10 para las 8": ten people.</summary>
    private bool IsOfPeople(int token, int count) =>
        token > 0
        && text.WordAt(token + count) is "para" or "pra" or "pras"
        && (char.IsAsciiDigit(text.WordAt(token)[0]) || text.WordAt(token - 1) is "para" or "pra" or "somos");

    /// <summary>"from 10 to 12" is no ten before twelve.</summary>
    private bool IsSpan(int token, int count) =>
        Take(SpokenPart.Minutes, token, out _) == 0 && Take(SpokenPart.Until, token + count, out _) > 0;

    /// <summary>The hour of "half past": six, 6, 6pm, noon.</summary>
    private int SpokenHourAt(int token, out SpokenTime time)
    {
        time = default;
        if (Take(SpokenPart.Moment, token, out var moment) is > 0 and var taken)
        {
            time = new SpokenTime { Hour = moment / 60, IsExact = true };
            return taken;
        }

        if (HourAt(token, out var hour, out _) is > 0 and var count)
        {
            time = new SpokenTime { Hour = hour };
            return count;
        }

        if (
            token < text.Tokens.Length
            && WrittenTime.Read(text.WordAt(token)) is { Taken: 1, Minutes: 0, Part: not DayPart.None } part
        )
        {
            time = new SpokenTime { Hour = part.Hour, Part = part.Part };
            return 1;
        }

        return 0;
    }

    private int AmountAt(int token, out int amount) => _numbers.AmountAt(token, out amount);

    private int HourAt(int token, out int hour, out bool inWords) => _numbers.HourAt(token, out hour, out inWords);

    private int NumberAt(int token, out int number, out bool inWords) =>
        _numbers.NumberAt(token, out number, out inWords);
}
