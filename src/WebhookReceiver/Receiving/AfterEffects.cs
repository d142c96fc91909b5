using System.Collections.Immutable;
using WebhookReceiver.Decoding;
using WebhookReceiver.Journal;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Receiving;

/// <summary>What a decision leads to besides the reply, as the journal keeps it.</summary>
internal static class AfterEffects
{
    public static ImmutableArray<ContactChange> ChangesOf(Decision decision) =>
        ImmutableArray.CreateRange(decision.Memos, ChangeOf);

    public static ImmutableArray<FollowUp> FollowUpsOf(Decision decision, IncomingMessage message, MessageKey key)
    {
        var cause = FollowUpMessage.CauseOf(key);
        return ImmutableArray.CreateRange(decision.Later, later => FollowUpOf(later, decision, message, cause));
    }

    /// <summary>The same for an event: there is no response to answer in, so the reply is sent as well.</summary>
    public static ImmutableArray<FollowUp> ReactionsOf(Decision decision, IncomingMessage happened, MessageKey key)
    {
        var later = FollowUpsOf(decision, happened, key);
        return decision.Reply is { IsSilent: false } reply
            ? later.Insert(0, Reaction(reply, decision, happened, FollowUpMessage.CauseOf(key)))
            : later;
    }

    private static ContactChange ChangeOf(Memo memo) =>
        new(memo.IsOwn ? ContactState.OwnPrefix + memo.Name : memo.Name, memo.Value, memo.Until);

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
