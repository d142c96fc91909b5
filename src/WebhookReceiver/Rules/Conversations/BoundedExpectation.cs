using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Matching;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// A number, a day or a time, optionally within bounds. Impossible values are dropped; if several remain, the contact
/// is asked which one.
/// </summary>
internal abstract class BoundedExpectation(SlotType type, SpokenLanguages languages) : Expectation
{
    /// <summary>The format of days in variables, see <see cref="DateSlot"/>.</summary>
    protected const string DayFormat = "yyyy-MM-dd";

    public sealed override string AskWhich(IReadOnlyList<string> readings, MatchContext context)
    {
        var words = languages.Reply(context.Message).Words;
        return words.Or(readings.Select(reading => Shown(reading, context)));
    }

    protected SpokenLanguages Languages => languages;

    /// <summary>The use of the values.</summary>
    protected virtual SlotUse Use => SlotUse.AsAnswer;

    /// <summary>
    /// Whether several values in one answer are alternatives to ask about: "friday or saturday". Otherwise they are no
    /// answer.
    /// </summary>
    protected virtual bool MayChoose => true;

    /// <summary>One of the bounds, or <c>any</c>, followed by the calendars.</summary>
    protected static string Written(string key, string from, string to, ImmutableArray<Calendar> open) =>
        $"{key}: {(from.Length + to.Length == 0 ? "any" : $"{from}..{to}")}"
        + (open.IsEmpty ? "" : $", open: {string.Join(" or ", open.Select(calendar => calendar.Name))}");

    protected static string NamesOf(ImmutableArray<Calendar> open) =>
        string.Join(" and ", open.Select(calendar => calendar.Name));

    /// <summary>Why a value is impossible, after "is"; null if it is possible.</summary>
    protected abstract string? WhyNot(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    );

    protected sealed override AnswerReading Judge(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        var possible = new List<string>();
        var impossible = new List<string>();
        string? why = null;
        var (spans, words) = (0, 0UL);
        var text = context.Text;
        for (var token = 0; token < text.Tokens.Length; )
        {
            var readings = context.Readings.Clear();
            var taken = type.Read(context, token, Use, readings);
            words |= AnswerReading.Bits(token, token + taken);
            if (taken > 0 && readings.Values.Count == 0)
            {
                // A day that contradicts itself makes the values beside it no answer either.
                return AnswerReading.Unclear(words);
            }

            if (
                taken > 0
                && (type.IsDenied(context, token, token + taken, Use) || type.IsBound(context, token, token + taken))
            )
            {
                // "not thursday", "before thursday": what is meant instead is unknown.
                return AnswerReading.Unclear(words);
            }

            spans += taken > 0 ? 1 : 0;
            var before = possible.Count;
            foreach (var value in readings.Values)
            {
                if (WhyNot(value, known, context.Message.ReceivedAt) is { } reason)
                {
                    why ??= reason;
                    impossible.Add(value);
                }
                else if (!possible.Contains(value) && !(readings.FirstWins && possible.Count > before))
                {
                    possible.Add(value);
                }
            }

            // The end of a "14 May 2027" that is too late must not count as a date.
            token += Math.Max(taken, 1);
        }

        if (spans > 1 && !MayChoose)
        {
            return AnswerReading.Unclear(words);
        }

        if (possible is [var only])
        {
            context.CaptureValue(name, only);
            return AnswerReading.Taken([], words);
        }

        return possible.Count > 1 ? AnswerReading.Doubtful(possible, words)
            : impossible.Count > 0 ? AnswerReading.NotPossible(impossible, why!, words)
            : AnswerReading.NotUnderstood;
    }
}

/// <summary>A number, and no other number beside it.</summary>
internal sealed class NumberExpected(NumberSlot type, SpokenLanguages languages) : BoundedExpectation(type, languages)
{
    public override AnswerType Type => AnswerType.Number;

    public override string Describe() => "number";

    protected override bool MayChoose => false;

    protected override string? WhyNot(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    ) => null;
}

/// <summary>A whole number within bounds, and no other number beside it.</summary>
internal sealed class RangeExpected(long least, long most, NumberSlot type, SpokenLanguages languages)
    : BoundedExpectation(type, languages)
{
    public override AnswerType Type => AnswerType.Number;

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{least}-{most}");

    protected override bool MayChoose => false;

    protected override string? WhyNot(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    ) =>
        !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? "not a whole number"
        : number < least || number > most ? $"not within {Describe()}"
        : null;
}

/// <summary>A day within a range around the arrival of the message, on which one of the calendars opens.</summary>
/// <param name="type">The parser of days.</param>
/// <param name="languages">The languages of days.</param>
/// <param name="zone">The zone of today.</param>
/// <param name="least">First day, relative to today; negative for the past; null: no bound.</param>
/// <param name="most">Last day, relative to today; null: no bound.</param>
/// <param name="open">The calendars; none: any day.</param>
internal sealed class DateExpected(
    SlotType type,
    SpokenLanguages languages,
    TimeZoneInfo zone,
    int? least,
    int? most,
    ImmutableArray<Calendar> open
) : BoundedExpectation(type, languages)
{
    public override AnswerType Type => AnswerType.Day;

    public override bool IsDay => true;

    /// <summary>After a weekday, a day of the month is searched as far as the bounds reach.</summary>
    protected override SlotUse Use { get; } =
        SlotUse.AsAnswer with
        {
            Horizon = most is > 0 ? most.Value : SlotUse.StandardHorizon,
            IsPastMeant = least < 0 || (least is null && most <= 0),
        };

    public override string Describe() =>
        least is null && most is null && open.IsEmpty
            ? "date"
            : $"{{ {Written("date", Days(least), Days(most), open)} }}";

    public override string Shown(string reading, MatchContext context) =>
        Languages.Reply(context.Message).LongDay(DateOnly.ParseExact(reading, DayFormat, CultureInfo.InvariantCulture));

    private static string Days(int? days) =>
        days is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some}d") : "";

    protected override string? WhyNot(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    )
    {
        var date = DateOnly.ParseExact(value, DayFormat, CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(ZoneTime.Local(zone, receivedAt));
        var ahead = date.DayNumber - today.DayNumber;
        return ahead < least || ahead > most ? $"not within {Days(least)}..{Days(most)}"
            : open.IsEmpty || open.Any(calendar => calendar.OpensOn(date)) ? null
            : $"a day on which {NamesOf(open)} is closed";
    }
}

/// <summary>
/// A time between two others, at which one of the calendars is open; on the day of another answer, or of the message.
/// </summary>
/// <param name="type">The parser of times.</param>
/// <param name="languages">The languages of times.</param>
/// <param name="zone">The zone of the clock.</param>
/// <param name="from">The first time; null: midnight.</param>
/// <param name="to">The last time; null: midnight.</param>
/// <param name="open">The calendars; none: any time.</param>
/// <param name="on">The variable of the day; null: the day of the message.</param>
internal sealed class TimeExpected(
    SlotType type,
    SpokenLanguages languages,
    TimeZoneInfo zone,
    TimeOnly? from,
    TimeOnly? to,
    ImmutableArray<Calendar> open,
    string? on
) : BoundedExpectation(type, languages)
{
    public override AnswerType Type => AnswerType.Time;

    public override string? On => on;

    public override string Describe() =>
        from is null && to is null && open.IsEmpty && on is null
            ? "time"
            : $"{{ {Written("time", Clock(from), Clock(to), open)}{(on is null ? "" : $", on: {on}")} }}";

    private static string Clock(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    protected override string? WhyNot(
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        DateTimeOffset receivedAt
    )
    {
        var time = TimeOnly.ParseExact(value, "HH:mm", CultureInfo.InvariantCulture);
        if (time < from || time > to)
        {
            return $"not within {Clock(from)}..{Clock(to)}";
        }

        if (open.IsEmpty && on is null)
        {
            return null;
        }

        if (DayOf(known, receivedAt) is not { } day)
        {
            // The day was skipped: no calendar applies.
            return null;
        }

        // A past time cannot be meant.
        return ZoneTime.At(zone, day.ToDateTime(time)) <= receivedAt ? "over by now"
            : open.IsEmpty || open.Any(calendar => calendar.IsOpenOn(day, time)) ? null
            : $"a time at which {NamesOf(open)} is closed";
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
