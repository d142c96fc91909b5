using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Processing;

/// <summary>A message or an event between its receipt and its result.</summary>
internal sealed class PendingMessage(IJournal journal, IncomingMessage message, MessageKey key, ContactKey contact)
{
    /// <summary>
    /// One lock for all messages: it is held only while a record enters the queue, and external code is rare.
    /// </summary>
    private static readonly Lock Gate = new();

    private Task? _persisted;

    public IncomingMessage Message => message;

    public MessageKey Key => key;

    public ContactKey Contact => contact;

    /// <summary>The contact's state before the message; loaded once the contact is locked.</summary>
    public ContactState State { get; set; } = ContactState.Empty;

    /// <summary>
    /// Commits the message without a result, so that a crash in external code loses nothing. Repeated calls commit
    /// once; completes when the message is durable.
    /// </summary>
    public Task PersistReceivedAsync()
    {
        lock (Gate)
        {
            return _persisted ??= journal.CommitAsync(RecordWith(result: null)).AsTask();
        }
    }

    /// <summary>The message as the journal stores it, with its result if it has one.</summary>
    public JournalRecord RecordWith(MessageResult? result) =>
        new()
        {
            Key = key,
            Contact = contact,
            ReceivedAt = message.ReceivedAt,
            Seed = message.Seed,
            IsUnheard = message.IsEcho || message.Event is not (null or EventKinds.NewSubscriber),
            Raw = message.Raw,
            Decoded = StoredMessage.ToJson(message),
            StateBefore = State.Stored,
            Answer = result,
        };
}
