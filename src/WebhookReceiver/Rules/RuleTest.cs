using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Rules;

/// <summary>A test written in a rule file: messages in, and what must be answered to the last of them.</summary>
/// <param name="Place">Where the test stands.</param>
/// <param name="RuleId">The rule it belongs to; <see langword="null"/> for the file's own tests.</param>
/// <param name="Say">The messages, at least one.</param>
/// <param name="MustNotAnswer">True for <c>not:</c>: the rule it belongs to must not be the one that answers.</param>
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
    /// <summary>When the first message arrives; Wednesday 14 January 2026, 12:00 in the folder's zone unless stated.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>True for <c>silent:</c>: the customer hears nothing, whether no rule answers or one is silent.</summary>
    public bool MustBeSilent { get; init; }

    /// <summary>What look-ups find; <see langword="null"/>: they fail, there is no network.</summary>
    public LookupOutcome? Lookup { get; init; }
}

/// <summary>One message of a test: text, a medium named by its file with an optional caption, or a tapped button.</summary>
internal sealed record TestMessage(string Text, MessageKind Kind, string? MediaName, string? Button)
{
    /// <summary>What happened, where it is no message; then the text is what was sent, or what a new subscriber wrote.</summary>
    public string? Event { get; init; }

    /// <summary>How long after the message before, besides a second.</summary>
    public TimeSpan Wait { get; init; }
}
