using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>missed: 3</c>: the third message in a row that no rule before the fallback answered; and the sixth, and so on.
/// </summary>
internal sealed class MissedCondition(int count) : Condition
{
    public override Recollections Recollections => Recollections.Missed;

    public override string Describe() => $"missed: {count}";

    public override bool Holds(MatchContext context) => (Recollection.Missed(context.Context.Own) + 1) % count == 0;
}
