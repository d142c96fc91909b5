using System.Globalization;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using WebhookReceiver.Rules.Parsing.Keys;
using IcalCalendar = Ical.Net.Calendar;

namespace WebhookReceiver.Rules.Parsing.Holidays;

/// <summary>Tells what is wrong in an event of a holiday file, and where; every method returns false.</summary>
internal static class EventProblems
{
    private static readonly string[] TextProperties = ["SUMMARY", "DESCRIPTION", "LOCATION", "UID", "CLASS", "STATUS"];

    /// <summary>An event that the library refuses: looks for the line.</summary>
    public static bool Report(IReadOnlyList<EventText> events, ProblemList problems)
    {
        foreach (var one in events)
        {
            if (one.Lines.Find(IsBad) is { } line)
            {
                ReportLine(one, line, problems);
                return false;
            }
        }

        problems.Error(
            events[0].Place,
            "this event cannot be read.",
            "Write it with three lines alone: DTSTART;VALUE=DATE:20261225, RRULE:FREQ=YEARLY and SUMMARY:Christmas Day"
        );
        return false;
    }

    public static bool ReportDay(EventText written, string name, ProblemList problems)
    {
        if (written.Find(name) is { } line)
        {
            ReportLine(written, line, problems);
        }
        else
        {
            problems.Error(
                written.Place,
                "the event has no day.",
                "Write it below this line: DTSTART;VALUE=DATE:20261225"
            );
        }

        return false;
    }

    public static bool ReportEnd(EventText written, DateOnly start, ProblemList problems)
    {
        problems.Error(
            written.PlaceOf("DTEND"),
            "the event ends before it begins.",
            $"Write the day after its last one: {Day("DTEND", start.AddDays(1))}"
        );
        return false;
    }

    /// <summary>A visit of the dentist closes no shop.</summary>
    public static void ReportHours(EventText written, DateOnly start, ProblemList problems) =>
        problems.Warning(
            written.PlaceOf("DTSTART"),
            "the event has hours, so it closes no day.",
            written.Find("DTEND") is null
                ? $"If the whole day is closed, write: {Day("DTSTART", start)}"
                : $"If the whole day is closed, write: {Day("DTSTART", start)}, and take DTEND out."
        );

    public static bool ReportHuge(EventText written, DateOnly reached, int most, ProblemList problems)
    {
        var until = string.Create(CultureInfo.InvariantCulture, $"UNTIL={Math.Min(reached.Year, 2026):0000}1231");
        var rule = written.Find("RRULE");
        string[] parts =
        [
            .. (rule?.Value ?? "")
                .Split(';')
                .Where(part =>
                    !part.StartsWith("COUNT", StringComparison.OrdinalIgnoreCase)
                    && !part.StartsWith("UNTIL", StringComparison.OrdinalIgnoreCase)
                ),
        ];
        problems.Error(
            rule is null ? written.Place : written.PlaceOf(rule),
            $"with this event the file closes more than {most:N0} days.",
            rule is null ? "Let it end earlier." : $"Give it an end: RRULE:{string.Join(';', parts)};{until}"
        );
        return false;
    }

    private static void ReportLine(EventText written, EventLine line, ProblemList problems)
    {
        var fix = line.Name switch
        {
            "DTSTART" or "DTEND" => DayFix(line),
            "EXDATE" or "RDATE" or "RECURRENCE-ID" =>
                $"Write the day as year, month, day: {line.Name};VALUE=DATE:20261225",
            "RRULE" => "For a day of every year write: RRULE:FREQ=YEARLY",
            _ => TextFix(line),
        };
        problems.Error(written.PlaceOf(line), $"'{Shown(line.Text)}' cannot be read.", fix);
    }

    private static string DayFix(EventLine line)
    {
        var value = line.Value;
        var day =
            WrittenDates.Day(value)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? WrittenDates.Mended(value);
        return day is null
            ? $"Write the day as year, month, day: {line.Name};VALUE=DATE:20261225"
            : $"Write: {Day(line.Name, WrittenDates.Day(day)!.Value)}";
    }

    private static string TextFix(EventLine line)
    {
        var name = Array.Find(
            TextProperties,
            one => line.Text.StartsWith(one + " ", StringComparison.OrdinalIgnoreCase)
        );
        return name is null
            ? "Delete the line; one that continues the line above begins with a blank."
            : $"Write: {name}:{line.Text[name.Length..].Trim()}";
    }

    private static string Day(string name, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{name};VALUE=DATE:{day:yyyyMMdd}");

    private static string Shown(string text)
    {
        var shown = new StringBuilder(text, 0, Math.Min(text.Length, 60), 64);
        return text.Length > 60 ? shown.Append('…').ToString() : shown.ToString();
    }

    private static bool IsBad(EventLine line)
    {
        try
        {
            var calendar = IcalCalendar.Load(EventText.Calendar(line));
            _ = calendar?.GetOccurrences<CalendarEvent>(new CalDateTime(2000, 1, 1)).FirstOrDefault();
            return false;
        }
#pragma warning disable CA1031 // the library throws exceptions of many kinds for what a person has written
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }
}
