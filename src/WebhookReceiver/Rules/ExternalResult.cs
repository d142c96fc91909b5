using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Rules;

/// <summary>What was said to one message by somebody who is not asked again by a replay: a plug-in, or another server.</summary>
/// <param name="RuleName">The rule.</param>
/// <param name="Stage">Its stage then.</param>
/// <param name="Priority">Its priority then.</param>
/// <param name="Reply">The instant reply as the platform's JSON; empty if it passed the message on or failed.</param>
internal sealed record ExternalResult(string RuleName, ReplyStage Stage, int Priority, ReadOnlyMemory<byte> Reply)
{
    /// <summary>What came of the look-up of a file rule; <see langword="null"/> for a plug-in.</summary>
    public LookupOutcome? Lookup { get; init; }

    /// <summary>Where it was looked up.</summary>
    public string Address { get; init; } = "";
}
