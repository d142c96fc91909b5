using System.Collections.Immutable;
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

    public static ImmutableArray<FollowUp> FollowUpsOf(Decision decision, IncomingMessage message, JournalKey key)
    {
        var cause = FollowUpMessage.CauseOf(key);
        return ImmutableArray.CreateRange(decision.Later, later => FollowUpOf(later, decision, message, cause));
    }

    private static ContactChange ChangeOf(Memo memo) =>
        new(memo.IsOwn ? ContactState.OwnPrefix + memo.Name : memo.Name, memo.Value, memo.Until);

    private static FollowUp FollowUpOf(LaterMessage later, Decision decision, IncomingMessage message, string cause)
    {
        var body = new FollowUpMessage
        {
            Project = message.Project,
            Channel = message.Channel,
            Recipient = later.Recipient ?? message.Sender,
            Kind = later.Recipient is null ? FollowUpKind.Then : FollowUpKind.Tell,
            Text = later.Text,
            Media = later.Media?.AbsoluteUri,
            MediaKind = later.MediaKind,
            Template = later.Template,
            TemplateValues = later.TemplateValues,
            IfFailed = later.IfFailedChannel is { } channel ? new FollowUpInstead(channel, later.IfFailedText) : null,
            Rule = decision.RuleName ?? "",
            Cause = cause,
        };
        return new FollowUp(message.ReceivedAt + later.After, body.ToJson()) { Recipient = later.Recipient };
    }
}
