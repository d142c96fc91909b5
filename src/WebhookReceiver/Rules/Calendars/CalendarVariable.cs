using System.Collections.Frozen;
using System.Globalization;
using Fluid.Values;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Calendars;

/// <summary>
/// <c>calendar.shop.today</c>, <c>tomorrow</c>, <c>next</c>, <c>until</c>, <c>reason</c>: as of the arrival of the
/// message. <c>on</c>: the hours of a day that the contact has named.
/// </summary>
/// <param name="calendars">The calendars.</param>
/// <param name="written">All names, including those of calendars with errors.</param>
internal sealed class CalendarVariable(
    FrozenDictionary<string, Calendar> calendars,
    IReadOnlyCollection<string> written
) : RuleSetVariable
{
    public const string Root = "calendar";

    private const string On = "on";
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly string[] AllParts = ["today", "tomorrow", "next", "reason", "until", On];

    protected override IReadOnlyCollection<string> Names => written;

    protected override IReadOnlyList<string> Parts => AllParts;

    /// <summary>Most days have no reason, and a calendar without usual hours may never open again.</summary>
    public override bool MayBeMissing(TemplatePath path) =>
        path.Parts is [{ } name, { } part]
        && (part.IsWord("reason") || part.IsWord("until") || (part.IsWord("next") && !HasUsualHours(name.Text)));

    private bool HasUsualHours(string name) =>
        calendars.TryGetValue(name, out var calendar) && calendar.Week.Days.Any(day => !day.Spans.IsEmpty);

    protected override void CheckPart(TemplatePath path, TemplateCheck check)
    {
        if (path.Parts is [{ } name, { } part] && part.IsWord(On) && check.Days.Of(name.Text) is null)
        {
            check.Days.ReportNone(path.Root.Offset, name.Text, check);
        }
    }

    public override FluidValue ValueFor(
        IncomingMessage message,
        IReadOnlyList<KeyValuePair<string, string>> captures,
        TemplateScope scope
    )
    {
        var values = new Dictionary<string, FluidValue>(calendars.Count, StringComparer.Ordinal);
        foreach (var (name, calendar) in calendars)
        {
            var day = scope.Days.Of(name) is { } variable ? DayOf(captures, variable) : null;
            var isAbout = day is not null && scope.Days.ByCalendar.ContainsKey(name);
            values[name] = PartsOf(calendar, message.ReceivedAt, day, isAbout, scope.Language);
        }
        return TemplateVariables.Value(values);
    }

    /// <summary>The captured day of this variable; null if it is unknown or was skipped.</summary>
    public static DateOnly? DayOf(IReadOnlyList<KeyValuePair<string, string>> captures, string variable) =>
        DateOnly.TryParseExact(
            captures.LastOrDefault(one => one.Key == variable).Value,
            DayFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

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
        return language.Words.At(Day(date, calendar.DateAt(at), language), HourSpan.Clock(minute));
    }

    /// <summary>The end of the running shift: 17:30, or a day and a time if it is far.</summary>
    private static string? Until(Calendar calendar, DateTimeOffset at, ReplyLanguage language)
    {
        if (calendar.ClosingAfter(at) is not { } closing)
        {
            return null;
        }
        var (date, minute) = closing;
        var today = calendar.DateAt(at);
        var isSoon = date == today || (date == today.AddDays(1) && minute < HourSpan.Midnight / 2);
        var clock = minute == 0 && isSoon ? "24:00" : HourSpan.Clock(minute);
        return isSoon ? clock : language.Words.At(Day(date, today, language), clock);
    }

    private static string Day(DateOnly date, DateOnly today, ReplyLanguage language) =>
        (date.DayNumber - today.DayNumber) switch
        {
            0 => language.Words.Today,
            1 => language.Words.Tomorrow,
            < 7 => language.DayName(date),
            _ => language.LongDay(date),
        };

    /// <param name="isAbout">Whether the conditions of the rule ask about the day: then the reason is that of the day.</param>
    private static FluidValue PartsOf(
        Calendar calendar,
        DateTimeOffset at,
        DateOnly? day,
        bool isAbout,
        ReplyLanguage language
    )
    {
        var today = calendar.DateAt(at);
        var hours = calendar.HoursAt(today, at);
        var named = day is { } asked ? calendar.HoursAt(asked, at) : null;
        return TemplateVariables.Parts(
            ("today", Hours(hours, language)),
            ("tomorrow", Hours(calendar.On(today.AddDays(1)), language)),
            ("next", Next(calendar, at, language)),
            ("reason", (isAbout ? named : hours)?.ReasonIn(language.Code)),
            ("until", Until(calendar, at, language)),
            (On, named is null ? null : Hours(named, language))
        );
    }

    private static string Hours(DayHours hours, ReplyLanguage language) =>
        hours.Spans.IsEmpty ? language.Words.Closed : hours.ToString();
}
