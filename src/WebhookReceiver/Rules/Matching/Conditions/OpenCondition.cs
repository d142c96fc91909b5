using System.Collections.Immutable;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>open</c> and <c>closed</c>: the state of one of the calendars when the message arrives.</summary>
internal sealed class OpenCondition(ImmutableArray<Calendar> calendars, bool mustBeOpen) : Condition
{
    public ImmutableArray<Calendar> Calendars => calendars;

    public override string Describe() =>
        $"{(mustBeOpen ? "open" : "closed")}: {string.Join(", ", calendars.Select(calendar => calendar.Name))}";

    public override bool Holds(MatchContext context)
    {
        foreach (var calendar in calendars)
        {
            if (calendar.IsOpenAt(context.Message.ReceivedAt) == mustBeOpen)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary><c>open</c> and <c>closed</c>: a calendar, or several of which one must have that state.</summary>
internal static class OpenKeyParser
{
    public static KeySpec<ConditionDraft> Open { get; } = new("open", ParseOpen, Shape.Texts, "This calendar is open");

    public static KeySpec<ConditionDraft> Closed { get; } =
        new("closed", ParseClosed, Shape.Texts, "This calendar is closed");

    private static void ParseOpen(ConditionDraft draft, Node node, ParseContext context) =>
        Parse(draft, node, true, context);

    private static void ParseClosed(ConditionDraft draft, Node node, ParseContext context) =>
        Parse(draft, node, false, context);

    private static void Parse(ConditionDraft draft, Node node, bool mustBeOpen, ParseContext context)
    {
        ImmutableArray<Calendar> calendars =
        [
            .. context
                .TextList(node, "a calendar")
                .Select(name => context.Definitions.Calendar(name, context))
                .OfType<Calendar>(),
        ];
        draft.Add(calendars.IsEmpty ? null : new OpenCondition(calendars, mustBeOpen));
    }
}
