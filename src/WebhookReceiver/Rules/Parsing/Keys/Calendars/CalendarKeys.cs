using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Parsing.Keys.Calendars;

/// <summary>The keys of a calendar.</summary>
internal static class CalendarKeys
{
    /// <summary>More days in one entry than any author means.</summary>
    private const int MostDays = 366 * 3;

    private const string Dates =
        "Write a date, '2026-12-24', one of every year, '12-25', or several, '2026-08-01..2026-08-14'.";

    public static MapSpec<CalendarDraft> Spec { get; } =
        new([
            new(
                "zone",
                (draft, node, context) => draft.Zone = ZoneKeyParser.Parse(node, context),
                Shape.Text,
                "Time zone; default that of the settings"
            ),
            new(
                "open",
                (draft, node, context) => draft.Week = WeekKeyParser.Parse(node, context),
                Shape.Week,
                "Hours of the week: { mon-fri: \"09:00-17:30\" }"
            ),
            new(
                "closed",
                ClosedKeyParser.Parse,
                Shape.Closures,
                "Closed days with their reasons: { 12-25: Christmas Day }; or a file of holidays: holidays.ics"
            ),
            new("special", Special, Shape.Week, "Days with other hours: { 2026-12-24: \"09:00-13:00\" }"),
            new("seasons", Seasons, Shape.Seasons, "Times of the year with other hours"),
        ]);

    private static readonly string[] SeasonNeeds = ["from", "to", "open"];

    private static readonly MapSpec<SeasonDraft> SeasonSpec = new([
        new("from", (draft, node, context) => draft.From = Day(node, "from", context), Shape.Text, "First day"),
        new("to", (draft, node, context) => draft.To = Day(node, "to", context), Shape.Text, "Last day"),
        new(
            "open",
            (draft, node, context) => draft.Week = WeekKeyParser.Parse(node, context),
            Shape.Week,
            "Hours of the week in that time"
        ),
    ]);

    /// <summary>The keys of a season, for the schema.</summary>
    public static IReadOnlyList<KeySpec> SeasonKeys => SeasonSpec.Keys;

    private static void Special(CalendarDraft draft, Node node, ParseContext context)
    {
        if (context.Map(node, "special", "Write: special: { 2026-12-24: \"09:00-13:00\" }") is not { } map)
        {
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (HoursText.Parse(entry.Value, context) is { } hours)
            {
                Say(draft, entry, hours, context);
            }
        }
    }

    /// <summary>The hours of one day or several, as the key names them.</summary>
    public static void Say(CalendarDraft draft, MapEntry entry, DayHours hours, ParseContext context)
    {
        if (Days(entry.Name) is { } days)
        {
            var isYearly = WrittenDates.Yearly(entry.Name[..Math.Min(5, entry.Name.Length)]) is not null;
            DateOnly[] all = [.. days];
            draft.Say(entry.Name, entry.Key.Place, all, isYearly, hours, context);
            if (!isYearly)
            {
                draft.Dated.Add(new DatedHours(entry.Name, entry.Key.Place, all, hours));
                CalendarNotes.LookAtEnd($"'{entry.Name}'", all[^1], entry.Key.Place, context);
            }
            return;
        }
        context.Problems.Error(
            entry.Key.Place,
            $"'{entry.Name}' is not a date.",
            (WrittenDates.Mended(entry.Name) ?? WrittenDates.MendedYearly(entry.Name)) is { } mended
                ? $"Write: {mended}"
                : Dates
        );
    }

    /// <summary>One day, or a range of days; days of every year are days of a leap year.</summary>
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
        // 12-24..01-02 spans the end of the year.
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

    private static void Seasons(CalendarDraft draft, Node node, ParseContext context)
    {
        const string Fix = "Write: - { from: 2027-02-08, to: 2027-03-09, open: { mon-fri: \"10:00-15:00\" } }";
        if (node is not ListNode list)
        {
            context.Problems.Error(node.Place, $"seasons must be a list, but this is {node.Kind}.", Fix);
            return;
        }
        foreach (var item in list.Items)
        {
            if (context.Map(item, "a season", Fix) is not { } map)
            {
                continue;
            }
            var season = new SeasonDraft();
            SeasonSpec.Parse(map, season, context);
            string[] missing = [.. SeasonNeeds.Where(key => !SeasonSpec.Has(map, key))];
            if (missing.Length > 0)
            {
                context.Problems.Error(map.Place, $"the season has no '{string.Join("', no '", missing)}'.", Fix);
            }
            else if (season is { From: { } from, To: { } to, Week: { } week })
            {
                Add(draft, new Season(from, to, week), map.Place, context);
            }
        }
    }

    private static void Add(CalendarDraft draft, Season season, RulePlace place, ParseContext context)
    {
        if (season.To < season.From)
        {
            context.Problems.Error(place, "the season ends before it begins.", "Look at the years of 'from' and 'to'.");
        }
        else if (draft.Seasons.Exists(other => other.From <= season.To && season.From <= other.To))
        {
            context.Problems.Error(place, "two seasons hold the same day.", "Let one end before the other begins.");
        }
        else
        {
            draft.Seasons.Add(season);
            CalendarNotes.LookAtEnd(
                $"the season to {season.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                season.To,
                place,
                context
            );
        }
    }

    private static DateOnly? Day(Node node, string what, ParseContext context)
    {
        if (context.Word(node, what) is not { } word)
        {
            return null;
        }
        if (WrittenDates.Day(word) is { } day)
        {
            return day;
        }
        context.Problems.Error(
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
