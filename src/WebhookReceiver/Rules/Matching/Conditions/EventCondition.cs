using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>event</c>: nobody wrote, but one of these happened.</summary>
internal sealed class EventCondition(ImmutableArray<string> events) : Condition
{
    public ImmutableArray<string> Events => events;

    public override string Describe() => "event: " + string.Join(", ", events);

    public override bool Holds(MatchContext context) =>
        context.Message.Event is { } happened && events.Contains(happened, StringComparer.Ordinal);
}
