using System.Collections.Frozen;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing.Source;
using IcalCalendar = Ical.Net.Calendar;

namespace WebhookReceiver.Rules.Parsing.Holidays;

/// <summary>
/// Reads the closed days of an iCalendar file: every day of every event that lasts whole days, from 2000 to 2099. The
/// range does not depend on a clock, so the same file always means the same days.
/// </summary>
internal sealed class HolidayReader(ProblemList problems)
{
    private const int MostEvents = 5_000;

    /// <summary>More than a weekly day over the whole range.</summary>
    private const int MostDays = 10_000;

    /// <summary>29 February 2104 is more than 2,900 days after that of 2096.</summary>
    private const int MostMisses = 3_000;

    private static readonly CalDateTime First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2099, 12, 31);
    private static readonly EvaluationOptions Limits = new() { MaxUnmatchedIncrementsLimit = MostMisses };

    private readonly Dictionary<DateOnly, DayHours> _days = [];
    private int _count;

    public static HolidayFile Read(SourceText source, ProblemList problems)
    {
        var reader = new HolidayReader(problems);
        var events = problems.IsBroken(source.Path) ? null : HolidayOutline.Read(source, problems);
        if (events is null || !reader.ReadAll(source, events))
        {
            return new HolidayFile(source, Days: null);
        }

        if (reader._days.Count == 0)
        {
            problems.Warning(
                new RulePlace(source.Path, 1, 1),
                "no day is closed by this file: it has no event of a whole day.",
                "Write an event, or take the file out."
            );
        }

        return new HolidayFile(source, reader._days.ToFrozenDictionary());
    }

    private bool ReadAll(SourceText source, List<EventText> events)
    {
        if (events.Count > MostEvents)
        {
            problems.Error(events[MostEvents].Place, $"the file has more than {MostEvents:N0} events.", "Split it.");
            return false;
        }

        // An event may be changed for one of its days by another with the same UID and a RECURRENCE-ID.
        var changes = events.Where(one => one.Find("RECURRENCE-ID") is not null).ToLookup(Uid, StringComparer.Ordinal);
        var masters = events.Where(one => one.Find("RECURRENCE-ID") is null).ToList();
        var known = masters.Select(Uid).ToHashSet(StringComparer.Ordinal);
        var isGood = true;
        foreach (var one in masters)
        {
            BackgroundThrottle.Yield();
            isGood &= Add([one, .. changes[Uid(one)]]);
        }

        foreach (var orphan in changes.Where(group => !known.Contains(group.Key)).SelectMany(group => group))
        {
            isGood &= Add([orphan]);
        }

        return isGood && !problems.IsBroken(source.Path);
    }

    private static string Uid(EventText one) => one.Find("UID")?.Value ?? "";

    private bool Add(IReadOnlyList<EventText> events)
    {
        try
        {
            var calendar = IcalCalendar.Load(EventText.Calendar(events))!;
            var isGood = true;
            for (var i = 0; i < events.Count; i++)
            {
                isGood &= calendar.Events.Count != events.Count || IsGood(events[i], calendar.Events[i]!);
            }

            return isGood && AddDays(events[0], calendar);
        }
#pragma warning disable CA1031 // the library throws exceptions of many kinds for what a person has written
        catch (Exception)
#pragma warning restore CA1031
        {
            return EventProblems.Report(events, problems);
        }
    }

    /// <summary>The library leaves out a day that it cannot read.</summary>
    private bool IsGood(EventText written, CalendarEvent read)
    {
        if (read.DtStart is null)
        {
            return EventProblems.ReportDay(written, "DTSTART", problems);
        }

        if (read.DtEnd is null && written.Find("DTEND") is not null)
        {
            return EventProblems.ReportDay(written, "DTEND", problems);
        }

        if (read.DtEnd is { } end && end.Date < read.DtStart.Date)
        {
            return EventProblems.ReportEnd(written, read.DtStart.Date, problems);
        }

        if (LengthOf(read) == 0)
        {
            EventProblems.ReportHours(written, read.DtStart.Date, problems);
        }

        return true;
    }

    private bool AddDays(EventText written, IcalCalendar calendar)
    {
        try
        {
            foreach (var occurrence in calendar.GetOccurrences<CalendarEvent>(First, Limits))
            {
                var from = occurrence.Period.StartTime.Date;
                if (from > Last)
                {
                    break;
                }

                if (!AddDays((CalendarEvent)occurrence.Source, from))
                {
                    return EventProblems.ReportHuge(written, from, MostDays, problems);
                }
            }
        }
        catch (EvaluationException)
        {
            // The rule has no further day.
        }

        return true;
    }

    private bool AddDays(CalendarEvent one, DateOnly from)
    {
        if (IsCancelled(one))
        {
            return ++_count <= MostDays;
        }

        var hours = new DayHours([], string.IsNullOrWhiteSpace(one.Summary) ? null : one.Summary.Trim());
        var length = LengthOf(one);
        // A rule that gives nothing but events with hours must end, too.
        _count += length == 0 ? 1 : 0;
        for (var day = 0; day < length && _count <= MostDays; day++, _count++)
        {
            _days.TryAdd(from.AddDays(day), hours);
        }

        return _count <= MostDays;
    }

    private static bool IsCancelled(CalendarEvent one) =>
        string.Equals(one.Status, EventStatus.Cancelled, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whole days; 0 for an event with hours. The end is the first day after it.</summary>
    private static int LengthOf(CalendarEvent one)
    {
        var start = one.DtStart!;
        var isDay = !start.HasTime;
        if (one.DtEnd is { } end)
        {
            var days = end.Date.DayNumber - start.Date.DayNumber;
            // Some programs write the last day instead of the day after it.
            return isDay ? Math.Max(days, 1)
                : start.Time == TimeOnly.MinValue && end.Time == TimeOnly.MinValue ? days
                : 0;
        }

        var length = one.Duration is { } duration ? ((duration.Weeks ?? 0) * 7) + (duration.Days ?? 0) : 0;
        return isDay ? Math.Max(length, 1)
            : start.Time == TimeOnly.MinValue && one.Duration is { HasTime: false } ? length
            : 0;
    }
}
