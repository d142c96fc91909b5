namespace WebhookReceiver.Rules.Matching;

/// <summary>Reads one time in one language: half past four, 16:30, 18 Uhr 45, seis da tarde, साढ़े सात बजे.</summary>
internal readonly ref struct TimeParser(FoldedText text, SpokenLanguage language)
{
    private const int LongestNumber = 3;

    /// <summary>Names before an hour, and after it: tonight at about 8 o'clock sharp.</summary>
    private const int MostAround = 3;

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
        if (Take(SpokenPart.Minutes, token, out _) > 0 || Take(SpokenPart.Moment, token, out _) > 0)
        {
            return 0;
        }

        var taken = Take(SpokenPart.PartOfDay, token, out var value);
        if (taken > 0 && part == DayPart.None)
        {
            part = (DayPart)value;
            return taken;
        }

        return Take(SpokenPart.At, token, out _);
    }

    private int Tail(int token, ref SpokenTime time)
    {
        if (time.Part == DayPart.None && Take(SpokenPart.PartOfDay, token, out var part) is > 0 and var taken)
        {
            time = time with { Part = (DayPart)part, IsBare = false };
            return taken;
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
            if (minutes > 0 && amount is > 0 and < 60)
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

    private SpokenTime Core(int token, bool isAlone)
    {
        if (Take(SpokenPart.Moment, token, out var moment) is > 0 and var taken)
        {
            return new SpokenTime
            {
                Taken = taken,
                Hour = moment / 60,
                Minutes = moment % 60,
                IsExact = true,
            };
        }

        var spoken = Spoken(token);
        if (spoken.Taken > 0)
        {
            return spoken;
        }

        var written = WrittenTime.Read(text.WordAt(token));
        if (written.Taken > 0 && !written.IsBare)
        {
            return written;
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

    /// <summary>half past four, halb fünf, quarter to six, dez para as seis.</summary>
    private SpokenTime Spoken(int token)
    {
        if (
            AmountAt(token, out var amount) is > 0 and var count
            && Take(SpokenPart.OfHour, token + count, out var sign) is > 0 and var of
            && HourAt(token + count + of, out var hour, out _) is > 0 and var hours
        )
        {
            return new SpokenTime
            {
                Taken = count + of + hours,
                Hour = hour,
                Minutes = sign * amount,
            };
        }

        if (
            Take(SpokenPart.Before, token, out var minutes) is > 0 and var before
            && HourAt(token + before, out hour, out _) is > 0 and var length
        )
        {
            return new SpokenTime
            {
                Taken = before + length,
                Hour = hour,
                Minutes = minutes,
            };
        }

        return default;
    }

    /// <summary>Minutes in words or digits: a quarter, ten, 20.</summary>
    private int AmountAt(int token, out int amount)
    {
        var named = Take(SpokenPart.Minutes, token, out amount);
        if (named > 0)
        {
            return named;
        }

        var count = NumberAt(token, out amount, out _);
        return count > 0 && amount is > 0 and < 60 && amount % 5 == 0 ? count : 0;
    }

    private int HourAt(int token, out int hour, out bool inWords)
    {
        var count = NumberAt(token, out hour, out inWords);
        return count > 0 && hour is >= 0 and <= 24 && !(inWords && hour == 0) ? count : 0;
    }

    private int NumberAt(int token, out int number, out bool inWords)
    {
        number = -1;
        inWords = false;
        if (token >= text.Tokens.Length)
        {
            return 0;
        }

        number = WrittenTime.Digits(text.WordAt(token));
        if (number >= 0)
        {
            return 1;
        }

        inWords = true;
        for (var count = Math.Min(LongestNumber, text.Tokens.Length - token); count > 0; count--)
        {
            number = language.Number(text.Span(token, token + count));
            if (number >= 0)
            {
                return count;
            }
        }

        return 0;
    }
}
