using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Calendars;

/// <summary>
/// <c>open</c> of a calendar: hours by weekday, <c>mon-thu</c>, <c>fri</c>, <c>daily</c>; a missing day is closed.
/// </summary>
internal static class WeekKeyParser
{
    private const string Fix = "Write: open: { mon-fri: \"09:00-17:30\", sat: \"10:00-14:00\" }";

    /// <summary>The languages in which people write days.</summary>
    private static readonly string[] Languages = ["es", "pt", "fr", "de", "it", "tr", "id", "nl", "pl", "ar", "hi"];

    private static readonly string[] Days =
    [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
    ];

    public static WeekHours? Parse(Node node, ParseContext context)
    {
        if (context.Map(node, "open", Fix) is not { } map)
        {
            return null;
        }
        var week = new DayHours?[Days.Length];
        var named = new RulePlace?[Days.Length];
        foreach (var entry in map.Entries)
        {
            var days = DaysOf(entry.Name);
            if (days.Count == 0)
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"'{entry.Name}' is not a weekday.",
                    Suggestion.Nearest(entry.Name, [.. Days, "daily"]) is { } nearest ? $"Did you mean '{nearest}'?"
                        : entry.Name.ToLowerInvariant() is "weekdays" or "weekday" or "workdays"
                            ? "Did you mean 'mon-fri'?"
                        : InOtherWords(entry.Name) is { } english ? $"Did you mean '{english}'?"
                        : "Write mon, mon-thu, 'sat, sun' or daily."
                );
            }
            var hours = HoursText.Parse(entry.Value, context);
            foreach (var day in days)
            {
                if (named[day] is { } first)
                {
                    context.Problems.Error(
                        entry.Key.Place,
                        $"{Capital(Days[day])} is named twice; the first is in line {first.Line}.",
                        "Put several times of a day into one text: \"09:00-12:00, 14:00-18:00\"."
                    );
                    break;
                }
                named[day] = entry.Key.Place;
                week[day] = hours;
            }
        }
        if (map.Entries.IsEmpty)
        {
            context.Problems.Error(map.Place, "there are no hours here.", Fix);
        }
        var hoursOfWeek = new WeekHours([.. week.Select(hours => hours ?? DayHours.Closed)]);
        CalendarNotes.Look(hoursOfWeek, Days, named, context);
        return hoursOfWeek;
    }

    /// <summary>Weekdays by any prefix of their names from three letters; empty if there is none.</summary>
    private static List<int> DaysOf(string written)
    {
        var days = new List<int>();
        foreach (var part in written.Split([',', '+'], StringSplitOptions.TrimEntries))
        {
            if (part is "daily" or "every day")
            {
                days.AddRange(Enumerable.Range(0, Days.Length));
                continue;
            }
            var ends = part.Split(['-', '–'], StringSplitOptions.TrimEntries);
            var (first, last) = (DayOf(ends[0]), DayOf(ends[^1]));
            if (ends.Length > 2 || first < 0 || last < 0)
            {
                return [];
            }
            var count = ((last - first + Days.Length) % Days.Length) + 1;
            days.AddRange(Enumerable.Range(first, count).Select(day => day % Days.Length));
        }
        return days;
    }

    /// <summary>Whether this names weekdays.</summary>
    public static bool IsOfDays(string written) => DaysOf(written).Count > 0;

    /// <summary>lunes-viernes, Mo-Fr: the same in English; null if it is no such name.</summary>
    private static string? InOtherWords(string written)
    {
        var ends = written.Split(['-', '–'], StringSplitOptions.TrimEntries);
        string?[] names = [.. ends.Select(Translated)];
        return ends.Length > 2 || names.Contains(null) ? null : string.Join('-', names);
    }

    private static string? Translated(string word)
    {
        if (DayOf(word) is >= 0 and var known)
        {
            return Days[known][..3];
        }

        foreach (var code in Languages)
        {
            var format = CultureInfo.GetCultureInfo(code).DateTimeFormat;
            for (var day = 0; day < Days.Length; day++)
            {
                var name = FoldedText.Of(format.DayNames[day]);
                var typed = FoldedText.Of(word);
                if (typed == name || (typed.Length > 1 && name.StartsWith(typed, StringComparison.Ordinal)))
                {
                    return Days[day][..3];
                }
            }
        }

        return null;
    }

    private static int DayOf(string word) =>
        word.Length < 3 ? -1 : Array.FindIndex(Days, day => day.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static string Capital(string day) => char.ToUpperInvariant(day[0]) + day[1..];
}
