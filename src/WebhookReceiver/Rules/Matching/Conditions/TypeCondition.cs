using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>type</c>: the message is of one of these kinds.</summary>
internal sealed class TypeCondition(ImmutableArray<MessageKind> kinds) : Condition
{
    public override string Describe() =>
        "type: " + string.Join(", ", kinds.Select(kind => kind.ToString().ToLowerInvariant()));

    public override bool Holds(MatchContext context) => kinds.Contains(context.Message.Kind);
}
