using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Accepts orders of plug-ins and of the management port.</summary>
internal sealed class MessageSender(OutgoingMessageFactory outgoingMessageFactory, IJournal journal, TimeProvider time)
    : IMessageSender
{
    /// <exception cref="JournalUnavailableException">The message cannot be stored now.</exception>
    public async ValueTask<SendReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var (entry, problem) = await outgoingMessageFactory.MakeAsync(
            message,
            time.GetUtcNow(),
            journal.HasWrittenAsync
        );
        if (entry is null)
        {
            return new SendReceipt(null, problem);
        }

        var before = message.Reference is null ? null : await journal.Outbox.FindAsync(entry.Reference);
        var kept = await journal.Outbox.AddAsync(entry).AsTask().WaitAsync(cancellationToken);
        return SameOrder.Is(kept, entry)
            ? new SendReceipt(kept.Reference, null) { IsRepeated = before is not null }
            : new SendReceipt(null, SameOrder.Conflict(entry.Reference)) { IsConflict = true };
    }
}
