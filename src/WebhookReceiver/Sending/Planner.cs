using Microsoft.Extensions.Options;
using WebhookReceiver.Journal;
using WebhookReceiver.Journal.Outgoing;

namespace WebhookReceiver.Sending;

/// <summary>What is to be done with an entry that is due.</summary>
internal sealed class Planner(
    IJournal journal,
    IOptions<SendingOptions> options,
    Channels channels,
    Numbers numbers,
    MediaCheck media
)
{
    private readonly SendingOptions _options = options.Value;

    public async ValueTask<Plan> PlanAsync(OutboxEntry entry, DateTimeOffset now)
    {
        if (now >= (entry.ExpiresAt ?? entry.DueAt + _options.MaxAge))
        {
            return new Plan.Refuse(OutboxWords.Expired);
        }

        if (!OutboxBody.TryRead(entry, out var message))
        {
            return new Plan.Refuse("its body cannot be read; it was written by another version");
        }

        var channel = message.Channel.Length > 0 ? message.Channel : _options.Application;
        if (string.IsNullOrEmpty(channel))
        {
            return new Plan.Refuse("it names no channel; set Sending:Application");
        }

        var address = channels.IsNumberless(channel)
            ? Address.Of(message.Recipient)
            : numbers.OfPlatform(message.Recipient);
        if (address.Problem is { } problem)
        {
            return new Plan.Refuse(problem);
        }

        var contact = new ContactKey(entry.Contact.Project, channel, address.Text);
        if (await HasStoppedAsync(entry, message, contact))
        {
            return new Plan.Cancel();
        }

        if (Content.ProblemOf(message) is { } missing)
        {
            return new Plan.Refuse(missing);
        }

        if (message.Media is { } url && await media.LookAsync(url) is { } wrong)
        {
            return wrong.IsForNow ? new Plan.Wait(now + MediaCheck.Again, wrong.Words) : new Plan.Refuse(wrong.Words);
        }

        var isOpen = !channels.HasSessions(channel) || await IsHeardAsync(contact, now);
        var letter = new Letter(entry, message, address.Text)
        {
            Shape = new Shape(channel, null, IsAlone(message, channel) ? entry.Reference : null),
            IsOutsideSession = !isOpen,
        };
        return Say(letter, isOpen);
    }

    /// <summary>Whether the contact said stop where it goes to, or where what it stands in for would have gone.</summary>
    private async ValueTask<bool> HasStoppedAsync(OutboxEntry entry, FollowUpMessage message, ContactKey contact) =>
        await journal.HasStoppedAsync(contact)
        || (
            message.Kind == FollowUpKind.Instead
            && await journal.Outbox.FindAsync(Instead.Replaced(entry.Reference)) is { } failed
            && await journal.HasStoppedAsync(failed.Contact)
        );

    private async ValueTask<bool> IsHeardAsync(ContactKey contact, DateTimeOffset now) =>
        await journal.LastHeardAsync(contact) is { } heard && now - heard < _options.SessionLasts;

    /// <summary>Free text where it may be, else the template (protocol sheet, section 4.4).</summary>
    private Plan Say(Letter letter, bool isOpen)
    {
        var message = letter.Message;
        var isTemplateAlone = message is { Template: not null, Text.Length: 0 };
        if (message.Template is { } template && (isTemplateAlone || !isOpen))
        {
            return new Plan.Send(By(letter, template, message.TemplateValues));
        }

        if (isOpen)
        {
            return new Plan.Send(letter);
        }

        var isTextAlone = message is { Text.Length: > 0, Media: null, Location: null, Contacts.Count: 0 };
        return isTextAlone && _options.SessionTemplate is { Length: > 0 } words
            ? new Plan.Send(By(letter, words, [Content.InOneLine(message.Text)]))
            : new Plan.Refuse(
                "the contact has not written for 24 hours, so this channel takes only a template: name one with the message, or set Sending:SessionTemplate"
            );
    }

    private static Letter By(Letter letter, string template, IReadOnlyList<string> values) =>
        letter with
        {
            Template = template,
            Values = values,
            Shape = letter.Shape with { Template = template },
        };

    private bool IsAlone(FollowUpMessage message, string channel) =>
        message.Location is not null
        || message.Contacts.Count > 0
        || message.MediaName is not null
        || (message.Media is not null && !channels.TakesPersonalMedia(channel));
}
