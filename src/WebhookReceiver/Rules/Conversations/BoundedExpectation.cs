using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Matching;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>A day or a time within bounds: the first one in the message that fits.</summary>
internal abstract class BoundedExpectation(SlotType type) : Expectation
{
    /// <summary>The format of days in variables, see <see cref="DateSlot"/>.</summary>
    protected const string DayFormat = "yyyy-MM-dd";

    public sealed override string? Found(MatchContext context)
    {
        for (var token = 0; token < context.Text.Tokens.Length; token++)
        {
            if (type.TryRead(context, token, out var value) > 0)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>One of the bounds, or <c>any</c>, followed by the calendars.</summary>
    protected static string Written(string key, string from, string to, ImmutableArray<Calendar> open) =>
        $"{key}: {(from.Length + to.Length == 0 ? "any" : $"{from}..{to}")}"
        + (open.IsEmpty ? "" : $", open: {string.Join(" or ", open.Select(calendar => calendar.Name))}");

    protected sealed override bool Fits(string name, MatchContext context) => Fits(name, [], context);

    protected sealed override bool Fits(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        for (var token = 0; token < context.Text.Tokens.Length; )
        {
            var taken = type.TryRead(context, token, out var value);
            if (taken > 0 && IsWithin(value, known, context.Message.ReceivedAt))
            {
                context.CaptureValue(name, value);
                return true;
            }

            // // The end of a "14 May 2027" that is too late must not count as a date.
            token += Math.Max(taken, 1);
        }

        return false;
    }

    protected abstract bool IsWithin(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    );
}

/// <summary>A day within a range around the arrival of the message, on which one of the calendars opens.</summary>
/// <param name="type">The parser of days.</param>
/// <param name="zone">The zone of today.</param>
/// <param name="least">First day, relative to today; negative for the past; null: no bound.</param>
/// <param name="most">Last day, relative to today; null: no bound.</param>
/// <param name="open">The calendars; none: any day.</param>
internal sealed class DateExpected(
    SlotType type,
    TimeZoneInfo zone,
    int? least,
    int? most,
    ImmutableArray<Calendar> open
) : BoundedExpectation(type)
{
    public override bool IsDay => true;

    public override string Describe() => $"{{ {Written("date", Days(least), Days(most), open)} }}";

    private static string Days(int? days) =>
        days is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some}d") : "";

    protected override bool IsWithin(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    )
    {
        var date = DateOnly.ParseExact(value, DayFormat, CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(ZoneTime.Local(zone, receivedAt));
        var ahead = date.DayNumber - today.DayNumber;
        return !(ahead < least) && !(ahead > most) && (open.IsEmpty || open.Any(calendar => calendar.OpensOn(date)));
    }
}

/// <summary>
/// A time between two others, at which one of the calendars is open; on the day of another answer, or of the message.
/// </summary>
/// <param name="type">The parser of times.</param>
/// <param name="zone">The zone of the clock.</param>
/// <param name="from">The first time; null: midnight.</param>
/// <param name="to">The last time; null: midnight.</param>
/// <param name="open">The calendars; none: any time.</param>
/// <param name="on">The variable of the day; null: the day of the message.</param>
internal sealed class TimeExpected(
    SlotType type,
    TimeZoneInfo zone,
    TimeOnly? from,
    TimeOnly? to,
    ImmutableArray<Calendar> open,
    string? on
) : BoundedExpectation(type)
{
    public override string Describe() =>
        $"{{ {Written("time", Clock(from), Clock(to), open)}{(on is null ? "" : $", on: {on}")} }}";

    private static string Clock(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    protected override bool IsWithin(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    )
    {
        var time = TimeOnly.ParseExact(value, "HH:mm", CultureInfo.InvariantCulture);
        if (time < from || time > to)
        {
            return false;
        }

        if (open.IsEmpty && on is null)
        {
            return true;
        }

        if (DayOf(known, receivedAt) is not { } day)
        {
            // // The day was skipped: no calendar applies.
            return true;
        }

        // // A past time cannot be meant.
        return ZoneTime.At(zone, day.ToDateTime(time)) > receivedAt
            && (open.IsEmpty || open.Any(calendar => calendar.IsOpenOn(day, time)));
    }

    private DateOnly? DayOf(IReadOnlyList<KeyValuePair<string, string>> known, DateTimeOffset receivedAt)
    {
        if (on is null)
        {
            return DateOnly.FromDateTime(ZoneTime.Local(zone, receivedAt));
        }

        var written = known.LastOrDefault(one => one.Key == on).Value;
        return DateOnly.TryParseExact(
            written,
            DayFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;
    }
}
