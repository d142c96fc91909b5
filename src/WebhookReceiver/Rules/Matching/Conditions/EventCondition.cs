using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>event</c>: one of these events instead of a message.</summary>
internal sealed class EventCondition(ImmutableArray<string> events) : Condition
{
    public ImmutableArray<string> Events => events;

    public override string Describe() => "event: " + string.Join(", ", events);

    public override bool Holds(MatchContext context) =>
        context.Message.Event is { } happened && events.Contains(happened, StringComparer.Ordinal);
}

/// <summary><c>event</c>: the rule reacts to events instead of answering messages.</summary>
internal static class EventKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("event", Parse, Shape.Events, "An event instead of a message: failed, delivered, read or new-subscriber");

    private static readonly Dictionary<string, string> Known = EventKinds.All.ToDictionary(
        name => name,
        StringComparer.Ordinal
    );

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        draft.Event ??= node;
        var events = context.Choices(node, "an event", Known);
        draft.Add(events.Count == 0 ? null : new EventCondition([.. events]));
    }

    /// <summary>The event of a test.</summary>
    public static string? One(Node node, ParseContext context) =>
        context.Text(node, "event") is { } text && context.Choices(text, "an event", Known) is [var name, ..]
            ? name
            : null;

    /// <summary>Inside other conditions it would make a rule for both messages and events.</summary>
    public static void RefuseNested(ConditionDraft inside, ParseContext context)
    {
        if (inside.Event is { } nested)
        {
            context.Problems.Error(
                nested.Place,
                "'event' stands within other conditions, but a rule either answers messages or reacts to events.",
                "Put 'event' directly under 'when'; for messages make a rule of its own."
            );
        }
    }

    /// <summary>
    /// Checks the keys that rules for events cannot have, because an event has no response, and those that only they
    /// can have.
    /// </summary>
    public static void Check(RuleDraft rule, ParseContext context)
    {
        var reacts = rule.When.Any(condition => condition is EventCondition);
        foreach (var key in new[] { "ask", "menu" })
        {
            if (reacts && rule.Node[key] is { } asks)
            {
                context.Problems.Error(
                    asks.Place,
                    $"'{key}' waits for an answer, but after an event nobody has asked anything.",
                    "Say it with 'reply:', and let another rule answer what is written then."
                );
            }
        }

        if (!reacts && rule.Node["reply"] is MapNode reply && reply["channel"] is { } channel)
        {
            context.Problems.Error(
                channel.Place,
                "the answer to a message goes out where the message came from.",
                "Write: then: { channel: sms, text: … }, or let the rule react to an event: when: { event: failed }"
            );
        }
    }
}
