using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using WebhookReceiver.Replying;
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
    /// <param name="hasWritten">The sender wrote before, so the number is right as it stands.</param>
    public (OutboxEntry? Entry, string? Problem) Make(
        OutgoingMessage message,
        DateTimeOffset now,
        string? topic = null,
        bool hasWritten = false
    )
    {
        if (!_options.IsOn)
        {
            return (null, "sending is off: set Sending:Token");
        }

        foreach (var name in (string?[])[message.Channel, message.IfFailedChannel])
        {
            if (!string.IsNullOrEmpty(name) && ChannelNames.Find(name).IsEmpty)
            {
                return (
                    null,
                    $"there is no channel '{name}'; write one of {string.Join(", ", ChannelNames.All)}, or an id, a number"
                );
            }
        }

        var channel = message.Channel is null ? _options.Application : IdOf(message.Channel);
        if (string.IsNullOrEmpty(channel))
        {
            return (null, "no channel is named; name one, or set Sending:Application");
        }

        var recipientAddress = channels.IsNumberless(channel)
            ? RecipientAddress.Of(message.To)
            : OfNumber(message.To, hasWritten);
        var body = BodyOf(message, channel, recipientAddress.Text);
        var problem =
            recipientAddress.ProblemForWriter ?? OutgoingMessageChecks.ProblemOf(body) ?? ProblemOf(message, now);
        return problem is null ? (EntryOf(message, body, now, topic), null) : (null, problem);
    }

    /// <summary>Makes an entry; whoever wrote before has a number that is right as it stands, whatever the plans say.</summary>
    /// <param name="hasWritten">Whether a sender wrote before; asked only about a number that would be refused.</param>
    public async ValueTask<(OutboxEntry? Entry, string? Problem)> MakeAsync(
        OutgoingMessage message,
        DateTimeOffset now,
        Func<string, ValueTask<bool>> hasWritten,
        string? topic = null
    )
    {
        var made = Make(message, now, topic);
        return made.Entry is null && PhoneNumberParser.AsWritten(message.To) is { } digits && await hasWritten(digits)
            ? Make(message, now, topic, hasWritten: true)
            : made;
    }

    /// <summary>As a rule sends: the first id of a name.</summary>
    private static string IdOf(string channel) => ChannelNames.Find(channel) is [var id, ..] ? id : channel;

    private RecipientAddress OfNumber(string number, bool hasWritten) =>
        hasWritten && PhoneNumberParser.AsWritten(number) is { } digits
            ? new RecipientAddress(digits)
            : phoneNumberParser.OfPerson(number);

    private string? ProblemOf(OutgoingMessage message, DateTimeOffset now)
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
            return $"a reference has 1 to {LongestReference} letters, digits and signs, and no spaces";
        }

        // Required with a template (protocol sheet, section 4.2).
        if (
            !string.IsNullOrEmpty(message.Template)
            && string.IsNullOrWhiteSpace(message.Language)
            && string.IsNullOrWhiteSpace(_options.Language)
        )
        {
            return "the template needs a language: name one, or set Sending:Language";
        }

        if (message.ExpiresAt <= message.SendAt)
        {
            return "it would expire before it is sent";
        }

        return EndOf(message, now) <= now ? "its time is over: it expires before it is sent" : null;
    }

    private DateTimeOffset EndOf(OutgoingMessage message, DateTimeOffset now)
    {
        var due = message.SendAt ?? now;
        return message.ExpiresAt ?? (DateTimeOffset.MaxValue - due > _options.MaxAge ? due + _options.MaxAge : due);
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
                ? new FollowUpInstead(IdOf(instead), message.IfFailedText)
                : null,
        };

    private OutboxEntry EntryOf(OutgoingMessage message, FollowUpMessage body, DateTimeOffset now, string? topic)
    {
        var due = message.SendAt ?? now;
        return new OutboxEntry
        {
            Reference = message.Reference ?? $"ws{RandomNumberGenerator.GetHexString(20, lowercase: true)}",
            Contact = ContactKey.Of(body.Project, body.Channel, body.Recipient),
            Topic = topic,
            CreatedAt = now,
            DueAt = due,
            ExpiresAt = EndOf(message, now),
            Body = body.ToJson(),
        };
    }
}
