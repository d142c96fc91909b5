using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>
/// Makes an outbox entry of an order and finds all its problems. Pure but for the reference it makes.
/// </summary>
internal sealed class OutgoingMessageFactory(
    IOptions<SendingOptions> options,
    Channels channels,
    PhoneNumberParser phoneNumberParser
)
{
    private const int LongestReference = 64;

    private readonly SendingOptions _options = options.Value;

    /// <param name="message">The order.</param>
    /// <param name="now">The instant.</param>
    /// <param name="topic">A name to cancel it together with others.</param>
    public (OutboxEntry? Entry, string? Problem) Make(OutgoingMessage message, DateTimeOffset now, string? topic = null)
    {
        if (!_options.IsOn)
        {
            return (null, "sending is off: set Sending:Token");
        }

        var channel = message.Channel ?? _options.Application;
        if (string.IsNullOrEmpty(channel))
        {
            return (null, "no channel is named; name one, or set Sending:Application");
        }

        var recipientAddress = channels.IsNumberless(channel)
            ? RecipientAddress.Of(message.To)
            : phoneNumberParser.OfPerson(message.To);
        var body = BodyOf(message, channel, recipientAddress.Text);
        var problem = recipientAddress.Problem ?? OutgoingMessageChecks.ProblemOf(body) ?? ProblemOf(message);
        return problem is null ? (EntryOf(message, body, now, topic), null) : (null, problem);
    }

    private static string? ProblemOf(OutgoingMessage message)
    {
        if (message.MediaUrl is { } media && !(media.IsAbsoluteUri && media.Scheme == Uri.UriSchemeHttps))
        {
            return "media must be an https address that anybody can open";
        }

        if (
            message.Reference is { } name
            && (name.Length is 0 or > LongestReference || name.Any(c => c is <= ' ' or > '~'))
        )
        {
            return $"a reference has 1 to {LongestReference} letters, digits and signs, and no blanks";
        }

        return message.ExpiresAt <= message.SendAt ? "it would expire before it is sent" : null;
    }

    private FollowUpMessage BodyOf(OutgoingMessage message, string channel, string address) =>
        new()
        {
            Project = _options.Project ?? "",
            Channel = channel,
            Recipient = address,
            Kind = FollowUpKind.Ordered,
            Text = message.Text ?? "",
            Media = message.MediaUrl?.OriginalString,
            MediaName = message.MediaName,
            Location = message.Location,
            Contacts = message.Contacts,
            Quoted = message.QuotedMessageId,
            Template = string.IsNullOrEmpty(message.Template) ? null : message.Template,
            TemplateValues = message.TemplateValues,
            TemplateHeader = message.TemplateHeader,
            Language = message.Language,
            AtLeastOnce = message.AtLeastOnce,
            IfFailed = message.IfFailedChannel is { } instead
                ? new FollowUpInstead(instead, message.IfFailedText)
                : null,
        };

    private OutboxEntry EntryOf(OutgoingMessage message, FollowUpMessage body, DateTimeOffset now, string? topic)
    {
        var due = message.SendAt ?? now;
        return new OutboxEntry
        {
            Reference = message.Reference ?? $"ws{RandomNumberGenerator.GetHexString(20, lowercase: true)}",
            Contact = new ContactKey(body.Project, body.Channel, body.Recipient),
            Topic = topic,
            CreatedAt = now,
            DueAt = due,
            ExpiresAt = message.ExpiresAt ?? due + _options.MaxAge,
            Body = body.ToJson(),
        };
    }
}
