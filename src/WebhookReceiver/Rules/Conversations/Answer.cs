using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>What a rule has to say to a message, and what follows from it if it is the one that answers.</summary>
internal sealed record Answer(Reply Reply)
{
    public static Answer Silence { get; } = new(Reply.Silence);

    public ImmutableArray<ContactChange> Changes { get; init; } = [];

    public ImmutableArray<LaterMessage> Later { get; init; } = [];

    /// <summary>Channel id that it goes out by, where it reacts to an event; null: that of what happened.</summary>
    public string? Channel { get; init; }

    /// <summary>The rule that says it, if it is another than the one that was asked.</summary>
    public string? RuleName { get; init; }

    /// <summary>The look-up that must come first; then there is no reply yet.</summary>
    public PendingLookup? Pending { get; init; }
}
