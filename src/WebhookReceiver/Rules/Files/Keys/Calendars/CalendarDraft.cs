using System.Collections.Frozen;
using WebhookReceiver.Rules.Calendars;

namespace WebhookReceiver.Rules.Files.Keys.Calendars;

/// <summary>A calendar while its keys are read.</summary>
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
        Reading reading
    )
    {
        foreach (var day in days)
        {
            if ((isYearly ? _yearly : _dates).TryAdd(day, hours))
            {
                continue;
            }
            reading.Problems.Error(
                place,
                $"'{written}' says again what was said of {(isYearly ? day.ToString("MM-dd", null) : day.ToString("yyyy-MM-dd", null))}.",
                "Keep it once, under 'closed' or under 'special'."
            );
            return;
        }
    }

    /// <summary>The calendar; null if its week could not be read.</summary>
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
