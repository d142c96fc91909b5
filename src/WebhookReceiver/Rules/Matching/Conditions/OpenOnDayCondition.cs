using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>open: { shop: &lt;day&gt; }</c> and <c>closed</c>: the state of one of the calendars on a day that an earlier
/// condition has captured. Without that day it does not hold.
/// </summary>
internal sealed class OpenOnDayCondition(ImmutableArray<CalendarDay> days, bool mustBeOpen) : Condition
{
    public override string Describe() =>
        $"{(mustBeOpen ? "open" : "closed")}: {{ {string.Join(", ", days.Select(one => $"{one.Calendar.Name}: <{one.Variable}>"))} }}";

    public override bool Holds(MatchContext context)
    {
        foreach (var (calendar, variable) in days)
        {
            if (
                DateOnly.TryParseExact(
                    context.CapturedValue(variable),
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
                && calendar.HoursAt(day, context.Message.ReceivedAt).Spans.IsEmpty != mustBeOpen
            )
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>A calendar and the variable of the day.</summary>
internal readonly record struct CalendarDay(Calendar Calendar, string Variable);
