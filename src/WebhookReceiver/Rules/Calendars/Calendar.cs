using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Calendars;

/// <summary>
/// Opening hours by the clocks of a place. A full date takes precedence over a yearly one, then a day of a holiday
/// file, then a season, then the usual week. Immutable, without a clock.
/// </summary>
internal sealed class Calendar
{
    /// <summary>Search limit for the next opening.</summary>
    private const int MostDays = 400;

    /// <summary>Search limit for the end of shifts without a gap.</summary>
    private const int MostShifts = 14;

    public required string Name { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required WeekHours Week { get; init; }

    public ImmutableArray<Season> Seasons { get; init; } = [];

    /// <summary>Days of one year, closed or with special hours.</summary>
    public FrozenDictionary<DateOnly, DayHours> Dates { get; init; } = FrozenDictionary<DateOnly, DayHours>.Empty;

    /// <summary>Days of every year by month and day, as dates of a leap year.</summary>
    public FrozenDictionary<DateOnly, DayHours> Yearly { get; init; } = FrozenDictionary<DateOnly, DayHours>.Empty;

    /// <summary>Closed days of holiday files.</summary>
    public FrozenDictionary<DateOnly, DayHours> Holidays { get; init; } = FrozenDictionary<DateOnly, DayHours>.Empty;

    /// <summary>Whether it closes at some time of every usual week.</summary>
    public bool HasBreaks => Week.HasBreaks && Seasons.All(season => season.Week.HasBreaks);

    /// <summary>The hours that begin on a date.</summary>
    public DayHours On(DateOnly date)
    {
        if (
            Dates.TryGetValue(date, out var hours)
            || Yearly.TryGetValue(InLeapYear(date), out hours)
            || Holidays.TryGetValue(date, out hours)
        )
        {
            return hours;
        }
        return UsualOn(date);
    }

    /// <summary>The hours of a date by season and weekday alone.</summary>
    public DayHours UsualOn(DateOnly date)
    {
        foreach (var season in Seasons)
        {
            if (season.Holds(date))
            {
                return season.Week.On(date);
            }
        }
        return Week.On(date);
    }

    /// <summary>The running shift, with its day; null if closed. One of the day before may reach over midnight.</summary>
    public (DateOnly Date, HourSpan Span)? RunningAt(DateTimeOffset instant)
    {
        var today = DateAt(instant);
        return RunningOf(today, instant) ?? RunningOf(today.AddDays(-1), instant);
    }

    /// <summary>Whether it is open at an instant.</summary>
    public bool IsOpenAt(DateTimeOffset instant) => RunningAt(instant) is not null;

    /// <summary>
    /// The hours of a date as told at an instant: for the present date, a shift of the day before while it is running.
    /// </summary>
    public DayHours HoursAt(DateOnly date, DateTimeOffset instant) =>
        date == DateAt(instant) && RunningAt(instant) is { } running && running.Date != date
            ? new DayHours([running.Span], Reason: null)
            : On(date);

    /// <summary>Date and minute at which the running shift ends; null if closed, or without an end in a week.</summary>
    public (DateOnly Date, int Minute)? ClosingAfter(DateTimeOffset instant)
    {
        var running = RunningAt(instant);
        // "20:00-24:00" goes on with "00:00-02:00" of the next day.
        for (var more = 0; running is { } shift && more < MostShifts; more++)
        {
            var end = Instant(shift.Date, shift.Span.To);
            if (RunningAt(end) is not { } next)
            {
                return (DateAt(end), shift.Span.To == HourSpan.Midnight ? 0 : shift.Span.To % HourSpan.Midnight);
            }

            running = next;
        }
        return null;
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

    private (DateOnly Date, HourSpan Span)? RunningOf(DateOnly date, DateTimeOffset instant)
    {
        foreach (var span in On(date).Spans)
        {
            if (instant >= Instant(date, span.From) && instant < Instant(date, span.To))
            {
                return (date, span);
            }
        }
        return null;
    }

    private DateTimeOffset Instant(DateOnly date, int minute) =>
        ZoneTime.At(Zone, date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute));
}
