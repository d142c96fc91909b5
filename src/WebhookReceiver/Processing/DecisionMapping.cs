using System.Collections.Immutable;
using WebhookReceiver.Decoding;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Processing;

/// <summary>Maps a decision of the rules to the result that the journal stores.</summary>
internal static class DecisionMapping
{
    public static MessageResult ResultOf(Decision decision, PendingMessage pending, string version) =>
        new()
        {
            // An event has no response; the bytes record the reply, and a replay compares them.
            Reply = decision.Body,
            Rule = decision.RuleName,
            Version = version,
            Changes = decision.Changes,
            FollowUps = FollowUpsOf(decision, pending.Message, pending.Key),
            ExternalResults = decision.External.IsEmpty ? default : ExternalResults.ToJson(decision.External),
        };

    /// <summary>Silence instead of a reply that the loop guard suppresses; the contact's state still changes.</summary>
    public static MessageResult HeldBack(Decision decision, string version) =>
        new()
        {
            Reply = MessageResult.Silence,
            Rule = LoopGuard.Name,
            Version = version,
            Changes = decision.Changes,
        };

    /// <summary>Messages to send later. An event has no response, so its reply is one of them.</summary>
    private static ImmutableArray<FollowUp> FollowUpsOf(Decision decision, IncomingMessage message, MessageKey key)
    {
        var reaction = message.Event is null || decision.Reply is { IsSilent: true } ? null : decision.Reply;
        if (decision.Later.IsEmpty && reaction is null)
        {
            return [];
        }

        var cause = FollowUpMessage.CauseOf(key);
        var later = ImmutableArray.CreateRange(decision.Later, later => FollowUpOf(later, decision, message, cause));
        return reaction is null ? later : later.Insert(0, Reaction(reaction, decision, message, cause));
    }

    private static FollowUp FollowUpOf(LaterMessage later, Decision decision, IncomingMessage message, string cause)
    {
        var body = new FollowUpMessage
        {
            Project = message.Project,
            Channel = later.Channel ?? message.Channel,
            Recipient = later.Recipient ?? message.Sender,
            Kind = KindOf(later, message),
            Text = later.Text,
            Media = later.Media?.AbsoluteUri,
            MediaKind = later.MediaKind,
            Template = later.Template,
            TemplateValues = later.TemplateValues,
            AtLeastOnce = later.AtLeastOnce,
            IfFailed = later.IfFailedChannel is { } channel ? new FollowUpInstead(channel, later.IfFailedText) : null,
            Rule = decision.RuleName ?? "",
            Cause = cause,
        };
        return new FollowUp(message.ReceivedAt + later.After, body.ToJson())
        {
            Recipient = later.Recipient,
            Channel = later.Channel,
        };
    }

    private static FollowUpKind KindOf(LaterMessage later, IncomingMessage message) =>
        message.Event is not null ? FollowUpKind.Reaction
        : later.Recipient is null ? FollowUpKind.Then
        : FollowUpKind.Tell;

    private static FollowUp Reaction(Reply reply, Decision decision, IncomingMessage happened, string cause)
    {
        var body = new FollowUpMessage
        {
            Project = happened.Project,
            Channel = decision.Channel ?? happened.Channel,
            Recipient = happened.Sender,
            Kind = FollowUpKind.Reaction,
            Text = reply.Text ?? "",
            Media = reply.MediaUrl?.AbsoluteUri,
            MediaKind = reply.MediaKind,
            Location = reply.Location,
            Rule = decision.RuleName ?? "",
            Cause = cause,
        };
        return new FollowUp(happened.ReceivedAt + reply.Delay, body.ToJson()) { Channel = decision.Channel };
    }
}
