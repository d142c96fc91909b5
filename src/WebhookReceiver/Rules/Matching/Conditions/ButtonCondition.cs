using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>button</c>: payload of the tapped button, or id of the chosen list row, exactly as it was given when sent.</summary>
internal sealed class ButtonCondition(ImmutableArray<string> payloads) : Condition
{
    public override string Describe() => "button: " + string.Join(", ", payloads);

    public override bool Holds(MatchContext context)
    {
        var chosen = context.Message.ButtonPayload ?? context.Message.ListChoice?.Id;
        return chosen is not null && payloads.Contains(chosen, StringComparer.Ordinal);
    }
}
