using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A time as people write it: 16:30, 16.30, 4pm, 4:30 p.m., 16h30, 16 Uhr, half past four, halb fünf, noon. The value
/// is 16:30. Clock notation counts literally. Hours in words from one to six, without morning or evening, are in the
/// afternoon, because no contact asks a shop for three at night.
/// </summary>
internal sealed class TimeSlot : SlotType
{
    private static readonly string[][] Hours =
    [
        ["twelve", "zwolf", "douze"],
        ["one", "eins", "ein"],
        ["two", "zwei", "deux"],
        ["three", "drei", "trois"],
        ["four", "vier", "quatre"],
        ["five", "funf", "cinq"],
        ["six", "sechs", "six"],
        ["seven", "sieben", "sept"],
        ["eight", "acht", "huit"],
        ["nine", "neun", "neuf"],
        ["ten", "zehn", "dix"],
        ["eleven", "elf", "onze"],
    ];

    public override string Name => "time";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        var at = text.WordAt(token) is "at" or "um" or "a" && token + 1 < text.Tokens.Length ? token + 1 : token;
        var taken = Read(text, at, out var minutes);
        value =
            taken == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60 % 24:00}:{minutes % 60:00}");
        return taken == 0 ? 0 : at - token + taken;
    }

    private static int Read(FoldedText text, int token, out int minutes)
    {
        minutes = text.WordAt(token) switch
        {
            "noon" or "midday" or "mittag" or "mittags" or "midi" => 12 * 60,
            "midnight" or "mitternacht" or "minuit" => 0,
            _ => -1,
        };
        if (minutes >= 0)
        {
            return 1;
        }
        var spoken = Spoken(text, token, out minutes);
        return spoken > 0 ? spoken : Clock(text, token, out minutes);
    }

    /// <summary>half past four, quarter to five, ten past six, halb fünf, viertel nach vier.</summary>
    private static int Spoken(FoldedText text, int token, out int minutes)
    {
        minutes = 0;
        var first = text.WordAt(token);
        if (first is "halb" && HourAt(text, token + 1) is > 0 and var before)
        {
            minutes = Afternoon(before == 1 ? 12 : before - 1) * 60 + 30;
            return 2 + Behind(text, token + 2, ref minutes);
        }
        var amount = first switch
        {
            "half" => 30,
            "quarter" or "viertel" => 15,
            "five" or "funf" or "5" => 5,
            "ten" or "zehn" or "10" => 10,
            "twenty" or "zwanzig" or "20" => 20,
            _ => 0,
        };
        if (amount == 0 || HourAt(text, token + 2) is not (> 0 and var hour))
        {
            return 0;
        }
        var sign = text.WordAt(token + 1) switch
        {
            "past" or "nach" or "after" => 1,
            "to" or "vor" or "before" when amount != 30 => -1,
            _ => 0,
        };
        if (sign == 0)
        {
            return 0;
        }
        minutes = (Afternoon(hour) * 60) + (sign * amount);
        return 3 + Behind(text, token + 3, ref minutes);
    }

    /// <summary>16:30, 4:30pm, 4 pm, 16h30, 16 uhr 30, four o'clock; a number alone is no time.</summary>
    private static int Clock(FoldedText text, int token, out int minutes)
    {
        minutes = 0;
        var word = text.WordAt(token);
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        var hour = Number(digits < 0 ? word : word[..digits]);
        if (hour < 0)
        {
            var spoken = HourAt(text, token);
            var isHour = spoken > 0 && token + 1 < text.Tokens.Length;
            minutes = isHour ? Afternoon(spoken) * 60 : 0;
            var behind = isHour ? Behind(text, token + 1, ref minutes) : 0;
            return behind == 0 ? 0 : 1 + behind;
        }
        if (hour > 24)
        {
            return 0;
        }
        minutes = hour * 60;
        if (digits < 0)
        {
            var isBare = Behind(text, token + 1, ref minutes) is var after && after == 0;
            return isBare ? 0 : 1 + after;
        }
        var rest = word[digits..];
        if (rest[0] is ':' or '.' or 'h')
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            var part = end < 0 ? rest[1..] : rest.Slice(1, end);
            if (part.Length != 2 && !(part.Length == 0 && rest[0] == 'h'))
            {
                return 0;
            }
            var minute = part.Length == 0 ? 0 : Number(part);
            if (minute is < 0 or > 59 || (hour == 24 && minute > 0))
            {
                return 0;
            }
            minutes += minute;
            rest = end < 0 ? default : rest[(1 + end)..];
        }
        return rest.IsEmpty ? 1 + Behind(text, token + 1, ref minutes)
            : Half(rest, ref minutes) ? 1
            : 0;
    }

    /// <summary>
    /// A suffix of a time: am, pm, o'clock, Uhr with minutes, in the morning. Returns the number of words; 0 for none.
    /// </summary>
    private static int Behind(FoldedText text, int token, ref int minutes)
    {
        if (token >= text.Tokens.Length)
        {
            return 0;
        }
        if (Half(text.WordAt(token), ref minutes))
        {
            return 1;
        }
        switch (text.WordAt(token))
        {
            case "uhr":
                var minute = token + 1 < text.Tokens.Length ? Number(text.WordAt(token + 1)) : -1;
                minutes += minute is > 0 and < 60 ? minute : 0;
                return minute is >= 0 and < 60 ? 2 : 1;
            case "oclock":
                minutes = Afternoon(minutes / 60) * 60;
                return 1 + Behind(text, token + 1, ref minutes);
            case "in" when token + 2 < text.Tokens.Length && text.WordAt(token + 1) is "the":
                return text.WordAt(token + 2) switch
                {
                    "morning" when Half("am", ref minutes) => 3,
                    "afternoon" or "evening" when Half("pm", ref minutes) => 3,
                    _ => 0,
                };
            default:
                return 0;
        }
    }

    /// <summary>am and pm; false if the word is neither, or the hour is above twelve.</summary>
    private static bool Half(ReadOnlySpan<char> word, ref int minutes)
    {
        var isAfternoon = word is "pm";
        if (!isAfternoon && word is not "am")
        {
            return false;
        }
        // // An hour alone may already count as afternoon.
        var hour = minutes / 60;
        if (hour is 0 or > 18)
        {
            return false;
        }
        minutes = ((hour % 12) * 60) + (minutes % 60) + (isAfternoon ? 12 * 60 : 0);
        return true;
    }

    private static int HourAt(FoldedText text, int token)
    {
        if (token >= text.Tokens.Length)
        {
            return 0;
        }
        var word = text.WordAt(token);
        for (var hour = 0; hour < Hours.Length; hour++)
        {
            foreach (var name in Hours[hour])
            {
                if (word.SequenceEqual(name))
                {
                    return hour == 0 ? 12 : hour;
                }
            }
        }
        return Number(word) is >= 1 and <= 12 and var number ? number : 0;
    }

    private static int Afternoon(int hour) => hour is >= 1 and <= 6 ? hour + 12 : hour;

    private static int Number(ReadOnlySpan<char> word) =>
        word.Length is 1 or 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;
}
