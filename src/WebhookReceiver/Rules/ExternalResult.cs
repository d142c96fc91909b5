using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules;

/// <summary>
/// The result of external code for one message: of a plug-in, a look-up or a model. A replay uses it instead of a new call.
/// </summary>
/// <param name="RuleName">The rule.</param>
/// <param name="Stage">Its stage at that time.</param>
/// <param name="Priority">Its priority at that time.</param>
/// <param name="Reply">The instant reply as the platform's JSON; empty if the rule passed or failed.</param>
internal sealed record ExternalResult(string RuleName, ReplyStage Stage, int Priority, ReadOnlyMemory<byte> Reply)
{
    /// <summary>The outcome of a file rule's look-up; <see langword="null"/> for a plug-in.</summary>
    public LookupOutcome? Lookup { get; init; }

    /// <summary>What became of a file rule's question to a model; <see langword="null"/> for all else.</summary>
    public ModelOutcome? Model { get; init; }

    /// <summary>What the check says of the model's answer; not stored, since every replay checks anew.</summary>
    public ModelVerdict? Verdict { get; init; }

    /// <summary>The passages of the question; not stored.</summary>
    public ImmutableArray<ModelPassage> Passages { get; init; } = [];

    /// <summary>The address of the look-up.</summary>
    public string Address { get; init; } = "";
}
