using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>button</c>: payload of the tapped button, or id of the chosen list row, exactly as sent.</summary>
internal sealed class ButtonCondition(ImmutableArray<string> payloads) : Condition
{
    public override string Describe() => "button: " + string.Join(", ", payloads);

    public override bool Holds(MatchContext context)
    {
        var chosen = context.Message.ButtonPayload ?? context.Message.ListChoice?.Id;
        return chosen is not null && payloads.Contains(chosen, StringComparer.Ordinal);
    }
}

/// <summary><c>button</c>: payload of a tapped button, or id of a chosen list row.</summary>
internal static class ButtonKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("button", Parse, Shape.Texts, "Payload of a tapped button, or id of a chosen list row");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var payloads = context.TextList(node, "the payload of a button");
        draft.Add(payloads.Count == 0 ? null : new ButtonCondition([.. payloads.Select(text => text.Value)]));
    }
}
