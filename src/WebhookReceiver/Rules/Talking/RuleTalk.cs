using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Talking;

/// <summary>Everything of a rule that hangs on what is known of the contact, or changes it. A rule without any of it has none.</summary>
internal sealed record RuleTalk
{
    public static RuleTalk None { get; } = new();

    public ImmutableArray<RememberPlan> Remember { get; init; } = [];

    /// <summary>Variables to forget.</summary>
    public ImmutableArray<string> Forget { get; init; } = [];
}
