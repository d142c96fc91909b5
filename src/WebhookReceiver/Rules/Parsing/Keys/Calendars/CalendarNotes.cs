using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Parsing.Keys.Calendars;

/// <summary>Notes on hours and days that are possible, but hardly meant.</summary>
internal static class CalendarNotes
{
    private const int Noon = HourSpan.Midnight / 2;
    private const int LongestOverMidnight = 16 * 60;
    private const int LongestOfDay = 18 * 60;

    /// <summary>For so long nobody minds a day that is over.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    public static void Look(HourSpan span, RulePlace place, ParseContext context)
    {
        var length = span.To - span.From;
        if (span.To > HourSpan.Midnight && length > LongestOverMidnight)
        {
            var close = span.To - HourSpan.Midnight + Noon;
            context.Problems.Note(
                place,
                $"'{span}' ends on the next day, after {Hours(length)}.",
                close > span.From && close <= HourSpan.Midnight
                    ? Meant(span with { To = close })
                    : "If it ends on the same day, write the later time last."
            );
        }
        else if (span is { From: 0, To: HourSpan.Midnight - 1 })
        {
            context.Problems.Note(place, $"'{span}' closes for the last minute of the day.", "Write \"00:00-24:00\".");
        }
        else if (length > LongestOfDay && length < HourSpan.Midnight)
        {
            context.Problems.Note(
                place,
                $"'{span}' is {Hours(length)} long.",
                span.From + Noon < span.To
                    ? Meant(span with { From = span.From + Noon })
                    : Meant(span with { To = span.To - Noon })
            );
        }
        else if (span is { From: >= 60 and < 240, To: <= Noon })
        {
            context.Problems.Note(
                place,
                $"'{span}' begins in the night.",
                Meant(new HourSpan(span.From + Noon, span.To + Noon))
            );
        }
    }

    /// <summary>Hours over midnight that reach into those of the next day.</summary>
    public static void Look(WeekHours week, string[] names, RulePlace?[] places, ParseContext context)
    {
        for (var day = 0; day < names.Length; day++)
        {
            var next = (day + 1) % names.Length;
            if (
                places[day] is { } place
                && week.Days[day].Spans is [.., var last]
                && week.Days[next].Spans is [var first, ..]
                && last.To - HourSpan.Midnight > first.From
            )
            {
                context.Problems.Note(
                    place,
                    $"'{last}' of {names[day]} reaches into '{first}' of {names[next]}.",
                    $"Let it end at {HourSpan.Clock(first.From)} or earlier."
                );
                return;
            }
        }
    }

    /// <summary>A day or a season that is long over.</summary>
    public static void LookAtEnd(string what, DateOnly last, RulePlace place, ParseContext context)
    {
        if (last.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) + Patience < context.Now.UtcDateTime)
        {
            context.Problems.Note(
                place,
                $"{what} is over.",
                what[0] == '\'' && last.ToString("MM-dd", CultureInfo.InvariantCulture) is var yearly
                    ? $"Take it out, or write the date of the next one. Only what has the same date every year is written without the year: {yearly}"
                    : "Take it out, or give it the dates of the next one."
            );
        }
    }

    /// <summary>Closed days on which nobody works anyway.</summary>
    public static void LookAtClosed(IEnumerable<DatedHours> dated, Calendar calendar, ParseContext context)
    {
        foreach (var (written, place, days, hours) in dated)
        {
            // A week with a mistake looks closed.
            if (context.Problems.IsBroken(place.Path))
            {
                return;
            }
            if (hours.Spans.IsEmpty && days.All(day => calendar.UsualOn(day).Spans.IsEmpty))
            {
                context.Problems.Note(
                    place,
                    days.Count == 1
                        ? $"'{written}' is closed anyway: it is a {days[0].DayOfWeek}."
                        : $"'{written}' is closed anyway.",
                    "Look at the date; if it is right, take it out, unless customers hear its reason."
                );
            }
        }
    }

    private static string Meant(HourSpan span) => $"If the other half of the day is meant, write \"{span}\".";

    private static string Hours(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(minutes / 60.0, 1)} hours");
}
