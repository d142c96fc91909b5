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
        var (entry, problem) = outgoingMessageFactory.Make(message, time.GetUtcNow());
        if (entry is null)
        {
            return new SendReceipt(null, problem);
        }

        var kept = await journal.Outbox.AddAsync(entry).AsTask().WaitAsync(cancellationToken);
        return new SendReceipt(kept.Reference, null);
    }
}
