using Microsoft.Extensions.Options;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Reports;

/// <summary>Brings to the rules what became of a message of ours, each of it once.</summary>
internal sealed class EventReactions(HandleEvent handleEvent, IOptions<SendingOptions> options)
{
    /// <exception cref="JournalUnavailableException">It could not be kept; bring it again before the change is recorded.</exception>
    /// <param name="entry">The message.</param>
    /// <param name="change">What became of it.</param>
    /// <param name="project">The project that the platform names; null where nothing was heard from it.</param>
    public async ValueTask OfAsync(OutboxEntry entry, OutboxChange change, string? project = null)
    {
        if (HappeningOf(entry, change) is { } happened)
        {
            // What was ordered names no project, but rules know a contact in one.
            var named = happened.Project.Length > 0 ? happened.Project : project ?? options.Value.Project ?? "";
            await handleEvent(happened with { Project = named }, entry.Reference);
        }
    }

    /// <summary>Somebody new wrote; the platform says so once (protocol sheet, section 3.1).</summary>
    public async ValueTask OfAsync(StoredEvent report)
    {
        if (NewSubscriberReader.Read(report.Raw) is { } subscriber)
        {
            var happened = subscriber with
            {
                Event = EventKinds.NewSubscriber,
                Project = report.Project,
                ReceivedAt = report.ReceivedAt,
            };
            await handleEvent(happened, $"{subscriber.Channel} {subscriber.Sender}");
        }
    }

    /// <summary>
    /// What happened, as rules see it: its text is what was sent. <see langword="null"/> where that is nobody's business: what
    /// was sent because of an event is no event, or two rules would talk for ever; and a failure that the message itself has a
    /// second channel for is seen to.
    /// </summary>
    internal static IncomingMessage? HappeningOf(OutboxEntry entry, OutboxChange change)
    {
        var what = change.State switch
        {
            OutboxState.Failed or OutboxState.Refused => EventKinds.Failed,
            OutboxState.Delivered => EventKinds.Delivered,
            OutboxState.Read => EventKinds.Read,
            _ => null,
        };
        if (what is null || !OutboxBody.TryRead(entry, out var message))
        {
            return null;
        }

        var isSeenTo = what == EventKinds.Failed && message.IfFailed is not null;
        return isSeenTo || message.Kind is FollowUpKind.Reaction or FollowUpKind.Instead
            ? null
            : new IncomingMessage
            {
                Event = what,
                Project = message.Project,
                Channel = message.Channel.Length > 0 ? message.Channel : entry.Contact.Channel,
                Sender = message.Recipient,
                Text = message.Text,
                MediaUrl = message.Media,
                QuotedMessageId = entry.MessageId ?? change.MessageId,
                Variables = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["rule"] = message.Rule,
                    ["reference"] = entry.Reference,
                    ["reason"] = change.Detail ?? "",
                },
                ReceivedAt = change.At,
            };
    }
}
