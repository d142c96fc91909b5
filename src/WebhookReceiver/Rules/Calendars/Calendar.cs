using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Calendars;

/// <summary>
/// Opening hours by the clocks of a place. A full date takes precedence over a yearly one, then a season, then the
/// usual week. Immutable, without a clock.
/// </summary>
internal sealed class Calendar
{
    /// <summary>Search limit for the next opening.</summary>
    private const int MostDays = 400;

    public required string Name { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required WeekHours Week { get; init; }

    public ImmutableArray<Season> Seasons { get; init; } = [];

    /// <summary>Days of one year, closed or with special hours.</summary>
    public FrozenDictionary<DateOnly, DayHours> Dates { get; init; } = FrozenDictionary<DateOnly, DayHours>.Empty;

    /// <summary>Days of every year by month and day, as dates of a leap year.</summary>
    public FrozenDictionary<DateOnly, DayHours> Yearly { get; init; } = FrozenDictionary<DateOnly, DayHours>.Empty;

    public DayHours On(DateOnly date)
    {
        if (Dates.TryGetValue(date, out var hours) || Yearly.TryGetValue(InLeapYear(date), out hours))
        {
            return hours;
        }
        foreach (var season in Seasons)
        {
            if (season.Holds(date))
            {
                return season.Week.On(date);
            }
        }
        return Week.On(date);
    }

    /// <summary>Whether it is open at an instant. A span of the day before may reach over midnight.</summary>
    public bool IsOpenAt(DateTimeOffset instant)
    {
        var today = DateAt(instant);
        return IsInSpanOf(today, instant) || IsInSpanOf(today.AddDays(-1), instant);
    }

    /// <summary>Whether it opens on a day; for a form's date question.</summary>
    public bool OpensOn(DateOnly date) => !On(date).Spans.IsEmpty;

    /// <summary>Whether it is open at a local time; for a form's time question.</summary>
    public bool IsOpenOn(DateOnly date, TimeOnly time) => IsOpenAt(ZoneTime.At(Zone, date.ToDateTime(time)));

    /// <summary>The local date at an instant.</summary>
    public DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(ZoneTime.Local(Zone, instant));

    /// <summary>
    /// Day and minute of the first opening after an instant; null if there is none in the coming year.
    /// </summary>
    public (DateOnly Date, int Minute)? NextOpening(DateTimeOffset instant)
    {
        var today = DateAt(instant);
        for (var day = 0; day <= MostDays; day++)
        {
            var date = today.AddDays(day);
            foreach (var span in On(date).Spans)
            {
                if (Instant(date, span.From) > instant)
                {
                    return (date, span.From);
                }
            }
        }
        return null;
    }

    public static DateOnly InLeapYear(DateOnly date) => new(2024, date.Month, date.Day);

    private bool IsInSpanOf(DateOnly date, DateTimeOffset instant)
    {
        foreach (var span in On(date).Spans)
        {
            if (instant >= Instant(date, span.From) && instant < Instant(date, span.To))
            {
                return true;
            }
        }
        return false;
    }

    private DateTimeOffset Instant(DateOnly date, int minute) =>
        ZoneTime.At(Zone, date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute));
}
