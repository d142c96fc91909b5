using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>first</c>: the contact's first message, ever or within this time.</summary>
internal sealed class FirstCondition(TimeSpan? within, string written) : Condition
{
    public override TrackedFacts TrackedFacts =>
        within is null ? TrackedFacts.Heard : TrackedFacts.Heard | TrackedFacts.LastHeard;

    public override string Describe() => "first: " + written;

    public override bool Holds(MatchContext context) =>
        ContactFacts.LastHeard(context.Context.Own) is not { } heard
        || (within is { } time && context.Message.ReceivedAt - heard >= time);
}

/// <summary><c>first</c>: <c>true</c> or a time.</summary>
internal static class FirstKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("first", Parse, Shape.First, "true: never heard before; 30d: not in that time");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var word = context.Word(node, "first");
        switch (word)
        {
            case null:
                break;
            case "true" or "yes" or "on":
                draft.Add(new FirstCondition(within: null, "true"));
                break;
            case "false" or "no" or "off":
                draft.Add(new NotCondition(new FirstCondition(within: null, "true")));
                break;
            case var text when Durations.Parse(text.Trim()) is { } time && time > TimeSpan.Zero:
                draft.Add(new FirstCondition(time, text.Trim()));
                break;
            default:
                context.Problems.Error(
                    node.Place,
                    $"'{word}' is neither true nor a length of time.",
                    "Write 'first: true' for somebody who never wrote before, or 'first: 30d' for not within 30 days."
                );
                break;
        }
    }
}
