using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>A rule's answer to a message, with its effects if this rule is the one that answers.</summary>
internal sealed record Answer(Reply Reply)
{
    public static Answer Silence { get; } = new(Reply.Silence);

    public ImmutableArray<ContactChange> Changes { get; init; } = [];

    public ImmutableArray<LaterMessage> Later { get; init; } = [];

    /// <summary>Channel id of a reaction to an event; null: the event's channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The rule that answers, if it is another than the asked one.</summary>
    public string? RuleName { get; init; }

    /// <summary>The look-up to run first; then there is no reply yet.</summary>
    public PendingLookup? Pending { get; init; }

    /// <summary>The model to ask first; then there is no reply yet.</summary>
    public PendingModel? PendingModel { get; init; }
}
