using WebhookReceiver.Journal;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>event</c>: the rule reacts to what happened instead of answering a message.</summary>
internal static class EventKey
{
    private static readonly Dictionary<string, string> Known = Happenings.All.ToDictionary(
        name => name,
        StringComparer.Ordinal
    );

    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        draft.Event ??= node;
        var events = NamedChoice.Read(node, "an event", Known, reading);
        draft.Add(events.Count == 0 ? null : new EventCondition([.. events]));
    }

    /// <summary>The event that a test says.</summary>
    public static string? One(Node node, Reading reading) =>
        reading.Text(node, "event") is { } text && NamedChoice.Read(text, "an event", Known, reading) is [var name, ..]
            ? name
            : null;

    /// <summary>Within other conditions it would make a rule that answers messages and reacts to events.</summary>
    public static void RefuseNested(ConditionDraft inside, Reading reading)
    {
        if (inside.Event is { } nested)
        {
            reading.Problems.Error(
                nested.Place,
                "'event' stands within other conditions, but a rule either answers messages or reacts to events.",
                "Put 'event' directly under 'when'; for messages make a rule of its own."
            );
        }
    }

    /// <summary>What a rule that reacts to events cannot do, since nobody waits for its answer; and what only such a rule can.</summary>
    public static void Check(RuleDraft rule, Reading reading)
    {
        var reacts = rule.When.Any(condition => condition is EventCondition);
        foreach (var key in new[] { "ask", "menu" })
        {
            if (reacts && rule.Node[key] is { } asks)
            {
                reading.Problems.Error(
                    asks.Place,
                    $"'{key}' waits for an answer, but after an event nobody has asked anything.",
                    "Say it with 'reply:', and let another rule answer what is written then."
                );
            }
        }

        if (!reacts && rule.Node["reply"] is MapNode reply && reply["channel"] is { } channel)
        {
            reading.Problems.Error(
                channel.Place,
                "the answer to a message goes out where the message came from.",
                "Write: then: { channel: sms, text: … }, or let the rule react to an event: when: { event: failed }"
            );
        }
    }
}
