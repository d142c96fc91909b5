using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary><c>expect</c> as a map: <c>{ date: 2d..60d, open: shop }</c> or <c>{ time: 09:00..17:00, open: shop, on: day }</c>.</summary>
internal static class BoundsKeyParser
{
    private static readonly string[] RangeSigns = [" to ", " until ", "-", "–", "—", "..."];

    private const string Both = "Write: { date: 2d..60d, open: shop }, or { time: 09:00..17:00, on: day }";
    private const string Dates = "Write: date: 2d..60d, for two to sixty days ahead; or 2d.. or ..60d, or 'any'.";
    private const string Times = "Write: time: 09:00..17:00; or 09:00.. or ..17:00, or 'any'.";
    private const int MostDays = 3_660;

    private static readonly MapSpec<BoundsDraft> Spec = new([
        new(
            "date",
            (draft, node, context) => draft.Days = ParseDays(node, context),
            Shape.Text,
            "Days from today on: 2d..60d, today.., ..30d, or any"
        ),
        new(
            "time",
            (draft, node, context) => draft.Hours = ParseHours(node, context),
            Shape.Text,
            "Times of the day: 09:00..17:00, 09:00.., or any"
        ),
        new(
            "open",
            (draft, node, context) => draft.Open = ParseCalendars(node, context),
            Shape.Texts,
            "The day or time must be one at which this calendar is open"
        ),
        new(
            "on",
            (draft, node, context) => draft.On = ParseOn(draft, node, context),
            Shape.Text,
            "The variable of the day, asked before; otherwise the day of the message"
        ),
    ]);

    /// <summary>Its keys, for the schema.</summary>
    public static IReadOnlyList<KeySpec> Keys => Spec.Keys;

    /// <param name="map">The map.</param>
    /// <param name="before">Earlier questions, for <c>on</c>.</param>
    /// <param name="captures">Captures of the conditions.</param>
    /// <param name="context">The parse context of the folder.</param>
    public static Expectation Parse(
        MapNode map,
        IReadOnlyCollection<Question> before,
        IReadOnlySet<string> captures,
        ParseContext context
    )
    {
        var draft = new BoundsDraft(before, captures);
        Spec.Parse(map, draft, context);
        var (date, time) = (Spec.Has(map, "date"), Spec.Has(map, "time"));
        if (date == time)
        {
            context.Problems.Error(
                map.Place,
                date ? "'date' and 'time' in one answer." : "neither 'date' nor 'time' is expected here.",
                date ? "Ask for the day and for the time in two questions." : Both
            );
            return Expectation.Anything;
        }

        if (date && map["on"] is { } on)
        {
            context.Problems.Error(on.Place, "'on' belongs to 'time': a date is a day of its own.", "Take it out.");
        }

        return date
            ? new DateExpected(
                context.Slots.Find("date")!,
                context.Slots.Languages,
                context.Settings.Zone,
                draft.Days.Least,
                draft.Days.Most,
                draft.Open
            )
            : new TimeExpected(
                context.Slots.Find("time")!,
                context.Slots.Languages,
                context.Settings.Zone,
                draft.Hours.From,
                draft.Hours.To,
                draft.Open,
                draft.On
            );
    }

    private static (int? Least, int? Most) ParseDays(Node node, ParseContext context)
    {
        if (Ends(node, "date", Dates, context) is not var (first, second))
        {
            return default;
        }

        var (least, most) = (DaysOf(first), DaysOf(second));
        if ((first.Length > 0 && least is null) || (second.Length > 0 && most is null))
        {
            var wrong = first.Length > 0 && least is null ? first : second;
            context.Problems.Error(node.Place, $"'{wrong}' is not a number of days.", Dates);
            return default;
        }

        if (least > most)
        {
            context.Problems.Error(node.Place, $"no day is in '{first}..{second}'.", $"Write: date: {second}..{first}");
        }

        return (least, most);
    }

    private static (TimeOnly? From, TimeOnly? To) ParseHours(Node node, ParseContext context)
    {
        if (Ends(node, "time", Times, context) is not var (first, second))
        {
            return default;
        }

        var (from, to) = (TimeOf(first), TimeOf(second));
        if ((first.Length > 0 && from is null) || (second.Length > 0 && to is null))
        {
            var wrong = first.Length > 0 && from is null ? first : second;
            context.Problems.Error(node.Place, $"'{wrong}' is not a time of the day.", Times);
            return default;
        }

        if (from > to)
        {
            context.Problems.Error(
                node.Place,
                $"no time is in '{first}..{second}'.",
                $"Write: time: {second}..{first}; for hours over midnight use a calendar: {{ time: any, open: bar }}"
            );
        }

        return (from, to);
    }

    /// <summary>Both ends of a range, empty for an open end; null for any, or with a problem.</summary>
    private static (string First, string Second)? Ends(Node node, string what, string fix, ParseContext context)
    {
        if (context.Word(node, what) is not { } word || word is "any")
        {
            return null;
        }

        if (word.Split("..") is [var first, var second] && first.Length + second.Length > 0)
        {
            return (first.Trim(), second.Trim());
        }

        context.Problems.Error(node.Place, $"'{word}' is no range.", Mended(word, what) ?? fix);
        return null;
    }

    /// <summary>today to 30d, 09:00-17:00.</summary>
    private static string? Mended(string word, string what)
    {
        foreach (var sign in RangeSigns)
        {
            var isRange =
                word.Split(sign, StringSplitOptions.TrimEntries) is [var first, var second]
                && (
                    what == "date"
                        ? DaysOf(first) is not null && DaysOf(second) is not null
                        : TimeOf(first) is not null && TimeOf(second) is not null
                );
            if (isRange)
            {
                return $"Write: {what}: {string.Join("..", word.Split(sign, StringSplitOptions.TrimEntries))}";
            }
        }

        return null;
    }

    private static int? DaysOf(string text) =>
        text is "today" ? 0
        : text is "tomorrow" ? 1
        : text.EndsWith('d')
        && int.TryParse(text.AsSpan(..^1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)
        && days is >= -MostDays and <= MostDays
            ? days
        : null;

    private static TimeOnly? TimeOf(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static ImmutableArray<Calendar> ParseCalendars(Node node, ParseContext context) =>
        [
            .. context
                .TextList(node, "a calendar")
                .Select(name => context.Definitions.Calendar(name, context))
                .OfType<Calendar>(),
        ];

    /// <summary>The variable of a day: an earlier date question, or a capture.</summary>
    private static string? ParseOn(BoundsDraft draft, Node node, ParseContext context)
    {
        if (context.Word(node, "on") is not { } name)
        {
            return null;
        }

        var asked = draft.Before.FirstOrDefault(question => question.Name == name);
        if (asked is null ? draft.Captures.Contains(name) : asked.Expect.IsDay)
        {
            return name;
        }

        string[] days = [.. draft.Before.Where(question => question.Expect.IsDay).Select(question => question.Name)];
        context.Problems.Error(
            node.Place,
            asked is null ? $"'{name}' is not asked before this." : $"'{name}' is asked, but not as a date.",
            asked is not null ? "Add 'expect: date' to its question."
                : days is [var day, ..] ? $"Write: on: {day}"
                : "Ask for the day first: { day: On which day?, expect: date }"
        );
        return null;
    }

    private sealed class BoundsDraft(IReadOnlyCollection<Question> before, IReadOnlySet<string> captures)
    {
        public IReadOnlyCollection<Question> Before => before;

        public IReadOnlySet<string> Captures => captures;

        public (int? Least, int? Most) Days { get; set; }

        public (TimeOnly? From, TimeOnly? To) Hours { get; set; }

        public ImmutableArray<Calendar> Open { get; set; } = [];

        public string? On { get; set; }
    }
}
