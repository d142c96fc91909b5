using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Times in one word with digits.</summary>
internal static class WrittenTime
{
    private static readonly string[] ClockEnds = ["h", "hs", "hr", "hrs", "uhr"];

    /// <summary>One word with digits: 16:30, 16.30, 4pm, 16h30, 18:45h, 8ish, 1845.</summary>
    public static SpokenTime Read(ReadOnlySpan<char> word)
    {
        var length = word.IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? word : word[..length];
        var rest = length < 0 ? default : word[length..];
        var minutes = 0;
        var isClock = false;
        if (digits.Length is 3 or 4)
        {
            minutes = Digits(digits[^2..]);
            digits = digits[..^2];
            isClock = true;
        }
        else if (
            rest is [':' or '.' or 'h', var tens and >= '0' and <= '9', var ones and >= '0' and <= '9', .. var behind]
        )
        {
            minutes = ((tens - '0') * 10) + ones - '0';
            rest = behind;
            isClock = true;
        }

        var hour = Digits(digits);
        if (hour is < 0 or > 24 || minutes > 59 || (hour == 24 && minutes > 0))
        {
            return default;
        }

        var part = rest switch
        {
            "am" or "a" => DayPart.Morning,
            "pm" or "p" => DayPart.Evening,
            _ => DayPart.None,
        };
        // 18:45'te, 6'da: the Turkish "at".
        var isAt = rest is "te" or "de" or "ta" or "da";
        var isEnd = part != DayPart.None || isAt || rest is "ish" || (isClock && rest is "min") || IsClockEnd(rest);
        if (!rest.IsEmpty && !isEnd)
        {
            return default;
        }

        var isCompact = isClock && word.IndexOfAny(':', '.', 'h') < 0;
        return new SpokenTime
        {
            Taken = 1,
            Hour = hour,
            Minutes = minutes,
            Part = part,
            IsExact = digits[0] == '0' || hour > 12,
            IsClock = isClock || IsClockEnd(rest),
            IsBare = part == DayPart.None && !isAt && !IsClockEnd(rest) && (isCompact || !isClock),
        };
    }

    private static bool IsClockEnd(ReadOnlySpan<char> rest)
    {
        foreach (var end in ClockEnds)
        {
            if (rest.SequenceEqual(end))
            {
                return true;
            }
        }

        return false;
    }

    public static int Digits(ReadOnlySpan<char> word) =>
        word.Length is 1 or 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;
}
