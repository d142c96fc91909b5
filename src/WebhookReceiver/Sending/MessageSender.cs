using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Takes orders of plug-ins and of the operator's port.</summary>
internal sealed class MessageSender(OutgoingMessageFactory outgoingMessageFactory, IJournal journal, TimeProvider time)
    : IMessageSender
{
    /// <exception cref="JournalUnavailableException">It cannot be kept at the moment.</exception>
    public async ValueTask<SendReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var (entry, problem) = outgoingMessageFactory.Make(message, time.GetUtcNow());
        if (entry is null)
        {
            return new SendReceipt(null, problem);
        }

        var kept = await journal.Outbox.AddAsync(entry).AsTask().WaitAsync(cancellationToken);
        return new SendReceipt(kept.Reference, null);
    }
}
