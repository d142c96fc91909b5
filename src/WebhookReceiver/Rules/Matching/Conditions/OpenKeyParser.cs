using System.Collections.Immutable;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>open</c> and <c>closed</c>: a calendar, or several of which one must have that state; now, or with
/// <c>{ shop: &lt;day&gt; }</c> on a captured day.
/// </summary>
internal static class OpenKeyParser
{
    public static KeySpec<ConditionDraft> Open { get; } =
        new("open", ParseOpen, Shape.Openings, "This calendar is open; on a captured day: { shop: <day> }");

    public static KeySpec<ConditionDraft> Closed { get; } =
        new("closed", ParseClosed, Shape.Openings, "This calendar is closed; on a captured day: { shop: <day> }");

    private static void ParseOpen(ConditionDraft draft, Node node, ParseContext context) =>
        Parse(draft, node, true, context);

    private static void ParseClosed(ConditionDraft draft, Node node, ParseContext context) =>
        Parse(draft, node, false, context);

    private static void Parse(ConditionDraft draft, Node node, bool mustBeOpen, ParseContext context)
    {
        if (node is MapNode map)
        {
            ParseDays(draft, map, mustBeOpen, context);
            return;
        }

        ImmutableArray<Calendar> calendars =
        [
            .. context
                .TextList(node, "a calendar")
                .Select(name => context.Definitions.Calendar(name, context))
                .OfType<Calendar>(),
        ];
        draft.Add(calendars.IsEmpty ? null : new OpenCondition(calendars, mustBeOpen));
    }

    private static void ParseDays(ConditionDraft draft, MapNode map, bool mustBeOpen, ParseContext context)
    {
        var days = ImmutableArray.CreateBuilder<CalendarDay>();
        foreach (var entry in map.Entries)
        {
            var key = mustBeOpen ? "open" : "closed";
            if (
                context.Definitions.Calendar(entry.Key, context) is { } calendar
                && Day(entry, $"{key}: {{ {entry.Name}: <", draft, context) is { } day
            )
            {
                days.Add(new CalendarDay(calendar, day));
                context.Days.Name(calendar.Name, day);
            }
        }

        if (map.Entries.IsEmpty)
        {
            context.Problems.Error(map.Place, "no calendar is named here.", "Write: open: { shop: <day> }");
        }

        draft.Add(days.Count == 0 ? null : new OpenOnDayCondition(days.DrainToImmutable(), mustBeOpen));
    }

    /// <summary>The variable in <c>&lt;day&gt;</c>; null with a problem if no earlier condition keeps it as a date.</summary>
    private static string? Day(MapEntry entry, string example, ConditionDraft draft, ParseContext context)
    {
        Phrase[] phrases = [.. draft.Before.SelectMany(condition => condition.Phrases)];
        string[] known = [.. phrases.SelectMany(phrase => phrase.DayNames).Distinct(StringComparer.Ordinal)];
        if (context.Word(entry.Value, "the day") is not { } word)
        {
            return null;
        }

        var name = word.Trim(' ', '<', '>').Split(':')[0].Trim();
        var nearest = known is [var only] ? only : Suggestion.Nearest(name, known);
        if (!word.Trim().StartsWith('<'))
        {
            context.Problems.Error(
                entry.Value.Place,
                $"'{word}' is not a slot.",
                $"Write: {example}{nearest ?? "day"}> }}"
            );
            return null;
        }

        if (!known.Contains(name, StringComparer.Ordinal))
        {
            var isKept = draft.Before.Any(condition => condition.CaptureNames.Contains(name, StringComparer.Ordinal));
            context.Problems.Error(
                entry.Value.Place,
                isKept ? $"'<{name}>' is kept, but not as a date." : $"no phrase keeps the day '<{name}>'.",
                nearest is not null ? $"Write: {example}{nearest}> }}"
                    : isKept ? $"Write in the phrase: <{name}:date>"
                    : $"Keep it in a phrase: <{name}:date>; for the answer to a question write there: expect: {{ date: today.., open: {entry.Name} }}"
            );
            return null;
        }

        if (Array.Find(phrases, phrase => IsWithout(phrase, name, draft)) is { } without)
        {
            context.Problems.Warning(
                entry.Value.Place,
                $"“{without.Source}” keeps no '<{name}>', so a message with it alone never gets this answer.",
                "Give it a rule of its own, with 'open' or 'closed' for now."
            );
        }

        return name;
    }

    /// <summary>Whether a message may match this phrase instead of one that keeps the day.</summary>
    private static bool IsWithout(Phrase phrase, string name, ConditionDraft draft) =>
        !phrase.DayNames.Contains(name, StringComparer.Ordinal)
        && draft.Before.Any(condition =>
            condition is WordsCondition or IsCondition
            && condition.Phrases.Contains(phrase)
            && condition.Phrases.Any(other => other.DayNames.Contains(name, StringComparer.Ordinal))
        );
}
