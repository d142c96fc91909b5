using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Models;

/// <summary>The question of a rule to a model.</summary>
/// <param name="Passages">What the model may choose from.</param>
/// <param name="Otherwise">The text if the model has no answer that passes; none: the next rule is asked.</param>
/// <param name="Languages">The number words that the check of an answer knows.</param>
internal sealed record AskModelPlan(PassageIndex Passages, LocalText Otherwise, SpokenLanguages Languages)
{
    /// <summary>The passages that go with this message.</summary>
    public ImmutableArray<ModelPassage> PassagesFor(IncomingMessage message, DecisionLimits limits) =>
        Passages.ChooseFor(message.Text, message.ReceivedAt, limits.PassageCharacters);
}

/// <summary>A rule that waits for a model.</summary>
internal sealed record PendingModel(
    FileRule Rule,
    AskModelPlan Plan,
    IReadOnlyList<KeyValuePair<string, string>> Captures
)
{
    /// <summary>What the menu that led to the rule remembers.</summary>
    public ImmutableArray<ContactChange> Remembered { get; init; } = [];
}
