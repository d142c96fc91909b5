using Microsoft.Extensions.Options;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Reports;

/// <summary>Reports the fate of sent messages to the rules, each event once.</summary>
internal sealed class EventReactions(HandleEvent handleEvent, IOptions<SendingOptions> options)
{
    /// <exception cref="JournalUnavailableException">
    /// It could not be stored; call again before the change is recorded.
    /// </exception>
    /// <param name="entry">The message.</param>
    /// <param name="change">Its fate.</param>
    /// <param name="project">The project in the platform's report; null without a report.</param>
    public async ValueTask OfAsync(OutboxEntry entry, OutboxChange change, string? project = null)
    {
        if (HappeningOf(entry, change) is { } happened)
        {
            // An order has no project, but rules know contacts by project.
            var named = happened.Project.Length > 0 ? happened.Project : project ?? options.Value.Project ?? "";
            await handleEvent(happened with { Project = named }, entry.Reference);
        }
    }

    /// <summary>Reports a new subscriber; the platform sends this once (protocol sheet, section 3.1).</summary>
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
    /// The event for the rules; its text is the sent text. <see langword="null"/> for a message sent because of an
    /// event, or two rules would loop, and for a failure that the message's second channel handles.
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
