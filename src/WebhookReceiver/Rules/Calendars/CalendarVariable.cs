using System.Collections.Frozen;
using Fluid.Values;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Calendars;

/// <summary>
/// <c>calendar.shop.today</c>, <c>tomorrow</c>, <c>next</c>, <c>reason</c>: as of the arrival of the message.
/// </summary>
/// <param name="calendars">The calendars.</param>
/// <param name="written">All names, including those of calendars with errors.</param>
internal sealed class CalendarVariable(
    FrozenDictionary<string, Calendar> calendars,
    IReadOnlyCollection<string> written
) : RuleSetVariable
{
    public const string Root = "calendar";

    private static readonly string[] AllParts = ["today", "tomorrow", "next", "reason"];

    protected override IReadOnlyCollection<string> Names => written;

    protected override IReadOnlyList<string> Parts => AllParts;

    /// <summary>Most days have no reason, and a calendar without usual hours may never open again.</summary>
    public override bool MayBeMissing(TemplatePath path) =>
        path.Parts is [{ } name, { } part]
        && (part.IsWord("reason") || (part.IsWord("next") && !HasUsualHours(name.Text)));

    private bool HasUsualHours(string name) =>
        calendars.TryGetValue(name, out var calendar) && calendar.Week.Days.Any(day => !day.Spans.IsEmpty);

    public override FluidValue ValueFor(IncomingMessage message, ReplyLanguage language)
    {
        var values = new Dictionary<string, FluidValue>(calendars.Count, StringComparer.Ordinal);
        foreach (var (name, calendar) in calendars)
        {
            values[name] = PartsOf(calendar, message.ReceivedAt, language);
        }
        return TemplateVariables.Value(values);
    }

    /// <summary>
    /// The next opening in words: today at 14:00, tomorrow at 09:00, Monday at 09:00, Monday 5 January at 09:00.
    /// </summary>
    public static string? Next(Calendar calendar, DateTimeOffset at, ReplyLanguage language)
    {
        if (calendar.NextOpening(at) is not { } opening)
        {
            return null;
        }
        var (date, minute) = opening;
        var words = language.Words;
        var day = (date.DayNumber - calendar.DateAt(at).DayNumber) switch
        {
            0 => words.Today,
            1 => words.Tomorrow,
            < 7 => language.DayName(date),
            _ => language.LongDay(date),
        };
        return words.At(day, HourSpan.Clock(minute));
    }

    private static FluidValue PartsOf(Calendar calendar, DateTimeOffset at, ReplyLanguage language)
    {
        var today = calendar.DateAt(at);
        var hours = calendar.On(today);
        return TemplateVariables.Parts(
            ("today", Hours(hours, language)),
            ("tomorrow", Hours(calendar.On(today.AddDays(1)), language)),
            ("next", Next(calendar, at, language)),
            ("reason", hours.Reason)
        );
    }

    private static string Hours(DayHours hours, ReplyLanguage language) =>
        hours.Spans.IsEmpty ? language.Words.Closed : hours.ToString();
}
