using System.Collections.Frozen;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Calendars;

/// <summary><c>calendars</c>: opening hours by name.</summary>
internal static class CalendarsKeyParser
{
    private const string Example = "Write: shop: { open: { mon-fri: \"09:00-17:30\" } }";

    public static void Parse(Node node, ParseContext context)
    {
        foreach (var (name, named) in context.NamedEntries(node, "calendars", "calendar", Example))
        {
            context.Symbols.AddCalendar(name, named);
        }
    }

    /// <summary>Every calendar; needs the settings of the whole folder.</summary>
    public static Dictionary<string, Calendar> ParseAll(ParseContext context)
    {
        var calendars = new Dictionary<string, Calendar>(StringComparer.Ordinal);
        foreach (var (name, named) in context.Symbols.Calendars)
        {
            if (context.Map(named.Value, $"the calendar '{name}'", Example) is not { } map)
            {
                continue;
            }
            if (map.Entries is [_, ..] && map.Entries.All(entry => WeekKeyParser.IsOfDays(entry.Name)))
            {
                context.Problems.Error(
                    named.Place,
                    $"the calendar '{name}' has its hours one level too high.",
                    map.Entries.All(entry => entry.Value is TextNode)
                        ? $"Write: {name}: {{ open: {{ {string.Join(", ", map.Entries.Select(entry => $"{entry.Name}: \"{((TextNode)entry.Value).Value}\""))} }} }}"
                        : $"Write them below 'open:', as in {Example}"
                );
                continue;
            }

            var draft = new CalendarDraft();
            CalendarKeys.Spec.Parse(map, draft, context);
            if (!CalendarKeys.Spec.Has(map, "open"))
            {
                context.Problems.Error(named.Place, $"the calendar '{name}' has no usual hours.", Example);
            }
            else if (draft.ToCalendar(name, context.Settings.Zone) is { } calendar)
            {
                calendars.Add(name, calendar);
                CalendarNotes.LookAtClosed(draft.Dated, calendar, context);
            }
        }

        ReportUnused(context);
        return calendars;
    }

    private static void ReportUnused(ParseContext context)
    {
        foreach (
            var path in context.Symbols.HolidayFiles.Keys.Except(
                context.Symbols.UsedHolidayFiles,
                StringComparer.Ordinal
            )
        )
        {
            var name = Path.GetFileName(path);
            if (
                !context.Problems.IsBroken(path)
                && !context.Symbols.IsMeant(path)
                && !context.Symbols.MayStandInUnreadableFile(name)
            )
            {
                context.Problems.Warning(
                    new RulePlace(path, 1, 1),
                    "nothing uses this file: no calendar names it.",
                    $"Write in a calendar: closed: {name}"
                );
            }
        }
    }
}

/// <summary>A calendar during parsing.</summary>
internal sealed class CalendarDraft
{
    private readonly Dictionary<DateOnly, DayHours> _dates = [];
    private readonly Dictionary<DateOnly, DayHours> _yearly = [];
    private readonly Dictionary<DateOnly, DayHours> _holidays = [];
    private bool _lacksHolidays;

    public TimeZoneInfo? Zone { get; set; }

    public WeekHours? Week { get; set; }

    public List<Season> Seasons { get; } = [];

    /// <summary>The days with a year, as written.</summary>
    public List<DatedHours> Dated { get; } = [];

    /// <summary>Sets the hours of a date or, for a date without year, of that day in every year.</summary>
    public void Say(
        string written,
        RulePlace place,
        IEnumerable<DateOnly> days,
        bool isYearly,
        DayHours hours,
        ParseContext context
    )
    {
        foreach (var day in days)
        {
            if ((isYearly ? _yearly : _dates).TryAdd(day, hours))
            {
                continue;
            }
            context.Problems.Error(
                place,
                $"'{written}' says again what was said of {(isYearly ? day.ToString("MM-dd", null) : day.ToString("yyyy-MM-dd", null))}.",
                "Keep it once, under 'closed' or under 'special'."
            );
            return;
        }
    }

    /// <summary>Adds the days of a holiday file; null if it cannot be used.</summary>
    public void Add(IReadOnlyDictionary<DateOnly, DayHours>? holidays)
    {
        _lacksHolidays |= holidays is null;
        foreach (var (day, hours) in holidays ?? FrozenDictionary<DateOnly, DayHours>.Empty)
        {
            _holidays.TryAdd(day, hours);
        }
    }

    /// <summary>The calendar; null if its week or a holiday file is invalid: it would say "open" on a holiday.</summary>
    public Calendar? ToCalendar(string name, TimeZoneInfo folderZone) =>
        Week is null || _lacksHolidays
            ? null
            : new Calendar
            {
                Name = name,
                Zone = Zone ?? folderZone,
                Week = Week,
                Seasons = [.. Seasons],
                Dates = _dates.ToFrozenDictionary(),
                Yearly = _yearly.ToFrozenDictionary(),
                Holidays = _holidays.ToFrozenDictionary(),
            };
}

/// <summary>An entry of <c>closed</c> or <c>special</c> for days of certain years.</summary>
internal sealed record DatedHours(string Written, RulePlace Place, IReadOnlyList<DateOnly> Days, DayHours Hours);
