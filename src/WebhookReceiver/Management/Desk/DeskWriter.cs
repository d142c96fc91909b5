using System.Globalization;
using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Management.Desk;

/// <summary>What became of a written message: its receipt, or why it was not taken.</summary>
internal sealed record WriteResult(WrittenReceipt? Receipt, int Status = 202, string Error = "", string Message = "");

/// <summary>
/// Sends what a person writes. The rules are silent from the same step on, so that they never talk over the person.
/// </summary>
internal sealed class DeskWriter(
    StoredConversations stored,
    IJournal journal,
    ContactCommands commands,
    OutgoingMessageFactory factory,
    Channels channels,
    IOptions<SendingOptions> options,
    TimeProvider time
)
{
    private const int MostSent = 500;

    private static readonly TimeSpan Silence = TimeSpan.FromHours(4);

    public async Task<WriteResult> WriteAsync(
        Person person,
        WrittenMessage written,
        string author,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var contact = ContactKey.Of(person.Last);
        if (await RefusalAsync(person, contact, written, author, now) is { } refusal)
        {
            return refusal;
        }

        var (entry, problem) = await factory.MakeAsync(
            new OutgoingMessage
            {
                To = person.Last.Sender,
                Channel = person.Last.Channel,
                Text = written.Text,
                Template = written.Template,
                TemplateValues = written.Values ?? [],
                Language = written.Language,
            },
            now,
            journal.HasWrittenAsync,
            Author.TopicOf(author)
        );
        if (entry is null)
        {
            return Unprocessable("message", problem!);
        }

        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset? until = written.TakeOver is false ? null : now + Silence;
        if (until is not null)
        {
            await commands.SetOwnAsync(person.Contacts, SystemVariables.Handover, "yes", until, keepsLater: true);
        }

        var kept = await journal.Outbox.AddAsync(entry);
        return new WriteResult(new WrittenReceipt(kept.Reference, until));
    }

    private async Task<WriteResult?> RefusalAsync(
        Person person,
        ContactKey contact,
        WrittenMessage written,
        string author,
        DateTimeOffset now
    )
    {
        if ((await stored.StateOfAsync(contact)).OptOut is not OptOut.None)
        {
            return Unprocessable(
                "stopped",
                "This customer wrote a word of 'stop'. Nothing can be sent until he writes a word of 'start'."
            );
        }

        if (
            string.IsNullOrEmpty(written.Template)
            && string.IsNullOrEmpty(options.Value.SessionTemplate)
            && channels.HasSessions(contact.Channel)
            && !(await journal.LastHeardAsync(contact) + options.Value.SessionLasts > now)
        )
        {
            return Unprocessable(
                "window",
                "The customer has not written for 24 hours: only a template may be sent now."
            );
        }

        if (written.Seen is not { } seen)
        {
            return null;
        }

        if (await InstantOfAsync(seen) is not { } seenAt)
        {
            return new WriteResult(
                null,
                StatusCodes.Status400BadRequest,
                "body",
                "'seen' is the id of a line of this conversation, such as 4, 4r or o2."
            );
        }

        foreach (var key in person.Contacts)
        {
            var sent = await stored.SentToAsync(key, seenAt, MostSent);
            if (sent.Any(entry => entry.CreatedAt > seenAt && Author.Of(entry) is { } by && by != author))
            {
                return new WriteResult(
                    null,
                    StatusCodes.Status409Conflict,
                    "moved-on",
                    "Somebody else wrote to this customer meanwhile. Read it, then write again."
                );
            }
        }

        return null;
    }

    /// <summary>When a line of a conversation was made; null if there is no such line.</summary>
    private async Task<DateTimeOffset?> InstantOfAsync(string line)
    {
        var isSent = line.StartsWith('o');
        if (
            !long.TryParse(
                isSent ? line[1..] : line.TrimEnd('r'),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return null;
        }

        return isSent
            ? (await stored.OutboxAsync(new OutboxQuery(Before: number + 1, Most: 1))) is [{ } entry]
            && entry.Id == number
                ? entry.CreatedAt
                : null
            : (await stored.MessageAsync(number))?.ReceivedAt;
    }

    private static WriteResult Unprocessable(string error, string message) =>
        new(null, StatusCodes.Status422UnprocessableEntity, error, message);
}
