using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Fluid;
using Fluid.Values;

namespace WebhookReceiver.Replying.Filters;

/// <summary>
/// <c>date</c> by the letters of <c>strftime</c>, with the days and months of the text's language. What is no date stays
/// as it is.
/// </summary>
internal static class DateFilter
{
    private static readonly FrozenDictionary<char, string> Patterns = new Dictionary<char, string>
    {
        ['a'] = "ddd",
        ['A'] = "dddd",
        ['b'] = "MMM",
        ['B'] = "MMMM",
        ['c'] = "ddd MMM dd HH:mm:ss yyyy",
        ['d'] = "dd",
        ['D'] = "MM/dd/yy",
        ['F'] = "yyyy-MM-dd",
        ['h'] = "MMM",
        ['H'] = "HH",
        ['I'] = "hh",
        ['k'] = "%H",
        ['L'] = "fff",
        ['m'] = "MM",
        ['M'] = "mm",
        ['N'] = "ffffff",
        ['R'] = "HH:mm",
        ['S'] = "ss",
        ['T'] = "HH:mm:ss",
        ['x'] = "MM/dd/yy",
        ['X'] = "HH:mm:ss",
        ['y'] = "yy",
        ['Y'] = "yyyy",
        ['Z'] = "zzz",
    }.ToFrozenDictionary();

    public static ValueTask<FluidValue> Date(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var format = TextFilters.Text(arguments.At(0));
        var reply = (TemplateRendering.Context)context;
        return string.IsNullOrWhiteSpace(format) || TimeOf(input, reply) is not { } time
            ? input
            : new StringValue(Format(time, format, reply.Language.Dates));
    }

    private static DateTimeOffset? TimeOf(FluidValue input, TemplateRendering.Context context)
    {
        switch (input)
        {
            case DateTimeValue:
                return (DateTimeOffset)input.ToObjectValue();
            case NumberValue:
                return DateTimeOffset.FromUnixTimeSeconds(Arithmetic.Whole(input)).ToLocalTime();
            default:
                var text = TextFilters.Text(input);
                return text.ToUpperInvariant() is "NOW" or "TODAY" ? context.Message.ReceivedAt
                    : DateTimeOffset.TryParse(text, context.Language.Dates, DateTimeStyles.None, out var time) ? time
                    : null;
        }
    }

    private static string Format(DateTimeOffset time, string format, CultureInfo culture)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < format.Length)
        {
            var letter = at + 1;
            while (letter < format.Length && "-_0^:#".Contains(format[letter], StringComparison.Ordinal))
            {
                letter++;
            }

            var flags = format.AsSpan((at + 1)..letter);
            var width = 0;
            while (letter < format.Length && char.IsAsciiDigit(format[letter]) && width < 100)
            {
                width = (width * 10) + format[letter++] - '0';
            }

            if (format[at] == '%' && letter < format.Length && Part(format[letter], flags, width, time, culture) is { } part)
            {
                text.Append(part);
                at = letter + 1;
            }
            else
            {
                text.Append(format[at++]);
            }
        }

        return text.ToString();
    }

    private static string? Part(char letter, ReadOnlySpan<char> flags, int width, DateTimeOffset time, CultureInfo culture)
    {
        var day = time.DateTime;
        var text = letter switch
        {
            'C' => (day.Year / 100).ToString(culture),
            'e' => time.ToString("%d", culture).PadLeft(2),
            'g' => (ISOWeek.GetYear(day) % 100).ToString("00", culture),
            'G' => ISOWeek.GetYear(day).ToString(culture),
            'j' => day.DayOfYear.ToString("000", culture),
            'l' => time.ToString("%h", culture).PadLeft(2),
            'n' => "\n",
            'N' when width == 3 => time.ToString("fff", culture),
            'p' => time.ToString("tt", culture).ToUpperInvariant(),
            'P' => time.ToString("tt", culture).ToLowerInvariant(),
            'r' => time.ToString("hh:mm:ss tt", culture).ToUpperInvariant(),
            's' => time.ToUnixTimeSeconds().ToString(culture),
            't' => "\t",
            'u' => (day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek).ToString(culture),
            'U' => Week(culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Sunday),
            'v' => time.ToString("%d-MMM-yyyy", culture).ToUpperInvariant().PadLeft(11),
            'V' => ISOWeek.GetWeekOfYear(day).ToString("00", culture),
            'w' => ((int)day.DayOfWeek).ToString(culture),
            'W' => Week(CalendarWeekRule.FirstFullWeek, DayOfWeek.Monday),
            'z' when flags is ":" => time.ToString("%K", culture),
            'z' => time.ToString("%K", culture).Replace(":", "", StringComparison.Ordinal),
            '%' => "%",
            _ => Patterns.TryGetValue(letter, out var pattern) ? time.ToString(pattern, culture) : null,
        };
        foreach (var flag in text is null ? [] : flags)
        {
            text = flag switch
            {
                '-' => text!.TrimStart('0'),
                '_' => text!.TrimStart('0').PadLeft(width == 0 ? 2 : width),
                '0' => text!.TrimStart('0').PadLeft(width == 0 ? 2 : width, '0'),
                '^' => text!.ToUpperInvariant(),
                _ => text,
            };
        }

        return text;

        string Week(CalendarWeekRule rule, DayOfWeek first) =>
            culture.Calendar.GetWeekOfYear(day, rule, first).ToString("00", culture);
    }
}
