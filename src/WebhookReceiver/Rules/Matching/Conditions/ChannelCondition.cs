using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>channel</c>: the message came over one of these channel ids.</summary>
internal sealed class ChannelCondition(ImmutableArray<string> ids) : Condition
{
    public ImmutableArray<string> Ids => ids;

    public override string Describe() => "channel: " + string.Join(", ", ids);

    public override bool Holds(MatchContext context) => ids.Contains(context.Message.Channel, StringComparer.Ordinal);
}
