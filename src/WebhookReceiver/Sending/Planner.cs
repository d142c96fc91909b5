using Microsoft.Extensions.Options;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Decides about a due entry.</summary>
internal sealed class Planner(
    IJournal journal,
    IOptions<SendingOptions> options,
    Channels channels,
    PhoneNumberParser phoneNumberParser,
    MediaCheck media
)
{
    private readonly SendingOptions _options = options.Value;

    public async ValueTask<SendDecision> PlanAsync(OutboxEntry entry, DateTimeOffset now)
    {
        if (now >= (entry.ExpiresAt ?? entry.DueAt + _options.MaxAge))
        {
            return new SendDecision.Refuse(OutboxDetails.Expired);
        }

        if (entry.IsDamaged)
        {
            return new SendDecision.Refuse(OutboxDetails.Damaged);
        }

        if (!OutboxBody.TryRead(entry, out var message))
        {
            return new SendDecision.Refuse("its body cannot be read; it was written by another version");
        }

        var channel = message.Channel.Length > 0 ? message.Channel : _options.Application;
        if (string.IsNullOrEmpty(channel))
        {
            return new SendDecision.Refuse("it names no channel; set Sending:Application");
        }

        var recipientAddress = channels.IsNumberless(channel)
            ? RecipientAddress.Of(message.Recipient)
            : phoneNumberParser.OfPlatform(message.Recipient);
        if (recipientAddress.Problem is { } problem)
        {
            return new SendDecision.Refuse(problem);
        }

        var contact = ContactKey.Of(entry.Contact.Project, channel, recipientAddress.Text);
        var optOut = await OptOutOfAsync(entry, message, contact);
        if (optOut is not OptOut.None)
        {
            return new SendDecision.Cancel(
                optOut is OptOut.Stopped ? OutboxDetails.Stopped : OutboxDetails.UnknownContact
            );
        }

        if (OutgoingMessageChecks.ProblemOf(message) is { } missing)
        {
            return new SendDecision.Refuse(missing);
        }

        if (message.Media is { } url && await media.LookAsync(url) is { } wrong)
        {
            return Without(entry, wrong, now);
        }

        var isOpen = !channels.HasSessions(channel) || await IsHeardAsync(contact, now);
        var preparedPush = new PreparedPush(entry, message, recipientAddress.Text)
        {
            BatchKey = new BatchKey(channel, null, IsAlone(message, channel) ? entry.Reference : null),
            IsOutsideSession = !isOpen,
        };
        return Say(preparedPush, isOpen);
    }

    /// <summary>A problem that may pass is waited for, but not for ever: the contact's later messages wait as well.</summary>
    private static SendDecision Without(OutboxEntry entry, MediaProblem problem, DateTimeOffset now) =>
        !problem.IsForNow ? new SendDecision.Refuse(problem.Words)
        : entry.FailingSince is { } since && now - since >= MediaCheck.Patience
            ? new SendDecision.Refuse(
                $"the media could not be fetched for {MediaCheck.Patience.TotalMinutes:0} minutes; outbox retry sends it again"
            )
        : new SendDecision.Wait(now + MediaCheck.Again, problem.Words) { IsFirst = entry.FailingSince is null };

    /// <summary>
    /// Whether the contact opted out on the entry's channel, or on the channel of the message it replaces.
    /// </summary>
    private async ValueTask<OptOut> OptOutOfAsync(OutboxEntry entry, FollowUpMessage message, ContactKey contact)
    {
        var own = await journal.OptOutOfAsync(contact);
        return
            own is not OptOut.Stopped
            && message.Kind == FollowUpKind.Instead
            && await journal.Outbox.FindAsync(ChannelFallback.Replaced(entry.Reference)) is { } failed
            && await journal.OptOutOfAsync(failed.Contact) is var before
            && before > own
            ? before
            : own;
    }

    private async ValueTask<bool> IsHeardAsync(ContactKey contact, DateTimeOffset now) =>
        await journal.LastHeardAsync(contact) is { } heard && now - heard < _options.SessionLasts;

    /// <summary>Free text within the session, otherwise the template (protocol sheet, section 4.4).</summary>
    private SendDecision Say(PreparedPush preparedPush, bool isOpen)
    {
        var message = preparedPush.Message;
        var isTemplateAlone = message is { Template: not null, Text.Length: 0 };
        if (message.Template is { } template && (isTemplateAlone || !isOpen))
        {
            return new SendDecision.Send(By(preparedPush, template, message.TemplateValues));
        }

        if (isOpen)
        {
            return new SendDecision.Send(preparedPush);
        }

        var isTextAlone = message is { Text.Length: > 0, Media: null, Location: null, Contacts.Count: 0 };
        return isTextAlone && _options.SessionTemplate is { Length: > 0 } words
            ? new SendDecision.Send(By(preparedPush, words, [OutgoingMessageChecks.InOneLine(message.Text)]))
            : new SendDecision.Refuse(
                "the contact has not written for 24 hours, so this channel takes only a template: name one with the message, or set Sending:SessionTemplate"
            );
    }

    private static PreparedPush By(PreparedPush preparedPush, string template, IReadOnlyList<string> values) =>
        preparedPush with
        {
            Template = template,
            Values = values,
            BatchKey = preparedPush.BatchKey with { Template = template },
        };

    private bool IsAlone(FollowUpMessage message, string channel) =>
        message.Location is not null
        || message.Contacts.Count > 0
        || message.MediaName is not null
        || (message.Media is not null && !channels.TakesPersonalMedia(channel));
}
