using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>first</c>: the contact was not heard of before, ever or in this time.</summary>
internal sealed class FirstCondition(TimeSpan? within) : Condition
{
    public override Recollections Recollections =>
        within is null ? Recollections.Heard : Recollections.Heard | Recollections.LastHeard;

    public override string Describe() => within is { } time ? $"first: in {time}" : "first: true";

    public override bool Holds(MatchContext context) =>
        Recollection.LastHeard(context.Context.Own) is not { } heard
        || (within is { } time && context.Message.ReceivedAt - heard >= time);
}
