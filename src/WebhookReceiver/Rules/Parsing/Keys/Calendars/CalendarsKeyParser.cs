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
            var draft = new CalendarDraft();
            CalendarKeys.Spec.Parse(map, draft, context);
            if (!CalendarKeys.Spec.Has(map, "open"))
            {
                context.Problems.Error(named.Place, $"the calendar '{name}' has no usual hours.", Example);
            }
            else if (draft.ToCalendar(name, context.Settings.Zone) is { } calendar)
            {
                calendars.Add(name, calendar);
            }
        }

        return calendars;
    }
}

/// <summary>A calendar during parsing.</summary>
internal sealed class CalendarDraft
{
    private readonly Dictionary<DateOnly, DayHours> _dates = [];
    private readonly Dictionary<DateOnly, DayHours> _yearly = [];

    public TimeZoneInfo? Zone { get; set; }

    public WeekHours? Week { get; set; }

    public List<Season> Seasons { get; } = [];

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

    /// <summary>The calendar; null if its week is invalid.</summary>
    public Calendar? ToCalendar(string name, TimeZoneInfo folderZone) =>
        Week is null
            ? null
            : new Calendar
            {
                Name = name,
                Zone = Zone ?? folderZone,
                Week = Week,
                Seasons = [.. Seasons],
                Dates = _dates.ToFrozenDictionary(),
                Yearly = _yearly.ToFrozenDictionary(),
            };
}
