using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules;

/// <summary>A test in a rule file: messages, and the expected answer to the last of them.</summary>
/// <param name="Place">Position of the test.</param>
/// <param name="RuleId">The rule it belongs to; <see langword="null"/> for the file's own tests.</param>
/// <param name="Say">The messages, at least one.</param>
/// <param name="MustNotAnswer">True for <c>not:</c>: its rule must not be the one that answers.</param>
/// <param name="Reply">The exact text of the reply; <see langword="null"/> if not stated.</param>
/// <param name="Has">Parts the reply must contain.</param>
/// <param name="Answers">Id of the rule that must answer; <see langword="null"/>: the rule it belongs to.</param>
/// <param name="Channel">Channel name or id; <see langword="null"/> for WhatsApp Official.</param>
/// <param name="From">Sender; <see langword="null"/> for an invented one.</param>
internal sealed record RuleTest(
    RulePlace Place,
    string? RuleId,
    ImmutableArray<TestMessage> Say,
    bool MustNotAnswer,
    string? Reply,
    ImmutableArray<string> Has,
    string? Answers,
    string? Channel,
    string? From
)
{
    /// <summary>Arrival of the first message; default Wednesday 14 January 2026, 12:00 in the folder's zone.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>
    /// True for <c>silent:</c>: the contact gets nothing, because no rule answers or a rule is silent.
    /// </summary>
    public bool MustBeSilent { get; init; }

    /// <summary>The outcome of look-ups; <see langword="null"/>: they fail, there is no network.</summary>
    public LookupOutcome? Lookup { get; init; }

    /// <summary>What a model says; <see langword="null"/>: nobody is asked.</summary>
    public ModelOutcome? Model { get; init; }
}

/// <summary>One message of a test: text, a medium named by its file with an optional caption, or a tapped button.</summary>
internal sealed record TestMessage(string Text, MessageKind Kind, string? MediaName, string? Button)
{
    /// <summary>
    /// The event, if it is no message; then the text is the sent text, or the new subscriber's first message.
    /// </summary>
    public string? Event { get; init; }

    /// <summary>Delay after the previous message, besides a second.</summary>
    public TimeSpan Wait { get; init; }
}
