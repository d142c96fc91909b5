using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Calendars;

/// <summary>The keys of a calendar.</summary>
internal static class CalendarKeys
{
    /// <summary>More days in one entry than anybody means.</summary>
    private const int MostDays = 366 * 3;

    private const string Dates =
        "Write a date, '2026-12-24', one of every year, '12-25', or several, '2026-08-01..2026-08-14'.";

    public static KeyTable<CalendarDraft> Table { get; } =
        new([
            new("zone", (draft, node, reading) => draft.Zone = ZoneKey.Read(node, reading)),
            new("open", (draft, node, reading) => draft.Week = WeekKey.Read(node, reading)),
            new("closed", Closed),
            new("special", Special),
            new("seasons", Seasons),
        ]);

    private static readonly string[] SeasonNeeds = ["from", "to", "open"];

    private static readonly KeyTable<SeasonDraft> SeasonTable = new([
        new("from", (draft, node, reading) => draft.From = Day(node, "from", reading)),
        new("to", (draft, node, reading) => draft.To = Day(node, "to", reading)),
        new("open", (draft, node, reading) => draft.Week = WeekKey.Read(node, reading)),
    ]);

    /// <summary>Names of the keys of a season, for the schema.</summary>
    public static IReadOnlyList<string> SeasonNames => SeasonTable.Working;

    private static void Closed(CalendarDraft draft, Node node, Reading reading)
    {
        if (reading.Map(node, "closed", "Write: closed: { 12-25: Christmas Day }") is not { } map)
        {
            return;
        }
        foreach (var entry in map.Entries)
        {
            var reason = entry.Value is TextNode { IsMissing: true }
                ? null
                : reading.Text(entry.Value, $"the reason of {entry.Name}")?.Value;
            Say(draft, entry, new DayHours([], reason), reading);
        }
    }

    private static void Special(CalendarDraft draft, Node node, Reading reading)
    {
        if (reading.Map(node, "special", "Write: special: { 2026-12-24: \"09:00-13:00\" }") is not { } map)
        {
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (HoursText.Read(entry.Value, reading) is { } hours)
            {
                Say(draft, entry, hours, reading);
            }
        }
    }

    private static void Say(CalendarDraft draft, MapEntry entry, DayHours hours, Reading reading)
    {
        if (Days(entry.Name) is { } days)
        {
            draft.Say(
                entry.Name,
                entry.Key.Place,
                days,
                WrittenDates.Yearly(entry.Name[..Math.Min(5, entry.Name.Length)]) is not null,
                hours,
                reading
            );
            return;
        }
        reading.Problems.Error(
            entry.Key.Place,
            $"'{entry.Name}' is not a date.",
            (WrittenDates.Mended(entry.Name) ?? WrittenDates.MendedYearly(entry.Name)) is { } mended
                ? $"Write: {mended}"
                : Dates
        );
    }

    /// <summary>One day, or all from one to another; days of every year are days of a leap year.</summary>
    private static IEnumerable<DateOnly>? Days(string written)
    {
        var parts = written.Split("..");
        var from = One(parts[0].Trim());
        var to = parts.Length == 1 ? from : One(parts[1].Trim());
        if (parts.Length > 2 || from is null || to is null || from.Value.IsYearly != to.Value.IsYearly)
        {
            return null;
        }
        var count = to.Value.Day.DayNumber - from.Value.Day.DayNumber + 1;
        // 12-24..01-02 goes over the end of the year.
        count = count <= 0 && from.Value.IsYearly ? count + 366 : count;
        return count is <= 0 or > MostDays
            ? null
            : Enumerable.Range(0, count).Select(day => Wrapped(from.Value.Day.AddDays(day), from.Value.IsYearly));
    }

    private static DateOnly Wrapped(DateOnly day, bool isYearly) => isYearly ? Calendar.InLeapYear(day) : day;

    private static (DateOnly Day, bool IsYearly)? One(string written) =>
        WrittenDates.Day(written) is { } day ? (day, false)
        : WrittenDates.Yearly(written) is { } yearly ? (yearly, true)
        : null;

    private static void Seasons(CalendarDraft draft, Node node, Reading reading)
    {
        const string Cure = "Write: - { from: 2027-02-08, to: 2027-03-09, open: { mon-fri: \"10:00-15:00\" } }";
        if (node is not ListNode list)
        {
            reading.Problems.Error(node.Place, $"seasons must be a list, but this is {node.Kind}.", Cure);
            return;
        }
        foreach (var item in list.Items)
        {
            if (reading.Map(item, "a season", Cure) is not { } map)
            {
                continue;
            }
            var season = new SeasonDraft();
            SeasonTable.Read(map, season, reading);
            string[] missing = [.. SeasonNeeds.Where(key => !SeasonTable.Has(map, key))];
            if (missing.Length > 0)
            {
                reading.Problems.Error(map.Place, $"the season has no '{string.Join("', no '", missing)}'.", Cure);
            }
            else if (season is { From: { } from, To: { } to, Week: { } week })
            {
                Add(draft, new Season(from, to, week), map.Place, reading);
            }
        }
    }

    private static void Add(CalendarDraft draft, Season season, RulePlace place, Reading reading)
    {
        if (season.To < season.From)
        {
            reading.Problems.Error(place, "the season ends before it begins.", "Look at the years of 'from' and 'to'.");
        }
        else if (draft.Seasons.Exists(other => other.From <= season.To && season.From <= other.To))
        {
            reading.Problems.Error(place, "two seasons hold the same day.", "Let one end before the other begins.");
        }
        else
        {
            draft.Seasons.Add(season);
        }
    }

    private static DateOnly? Day(Node node, string what, Reading reading)
    {
        if (reading.Word(node, what) is not { } word)
        {
            return null;
        }
        if (WrittenDates.Day(word) is { } day)
        {
            return day;
        }
        reading.Problems.Error(
            node.Place,
            $"'{word}' is not a date.",
            WrittenDates.Mended(word) is { } mended ? $"Write: {what}: {mended}" : $"Write: {what}: 2027-02-08"
        );
        return null;
    }

    private sealed class SeasonDraft
    {
        public DateOnly? From { get; set; }

        public DateOnly? To { get; set; }

        public WeekHours? Week { get; set; }
    }
}
