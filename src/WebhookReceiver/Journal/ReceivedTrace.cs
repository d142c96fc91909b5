using WebhookReceiver.Decoding;

namespace WebhookReceiver.Journal;

/// <summary>
/// A message on its way through the inbox, and the trace that it leaves before foreign code runs on it, so that a crash in
/// there loses nothing. Left once, however often it is asked for.
/// </summary>
internal sealed class ReceivedTrace(IJournal journal, IncomingMessage message, MessageKey key, ContactKey contact)
{
    /// <summary>One for all: it is held for the moment that a record takes to get into the queue, and foreign code is rare.</summary>
    private static readonly Lock Gate = new();

    /// <summary>Leaves the trace that it is called with.</summary>
    public static readonly Func<object?, Task> Leave = static trace => ((ReceivedTrace)trace!).LeaveAsync();

    private Task? _left;

    public IncomingMessage Message => message;

    public ContactKey Contact => contact;

    /// <summary>The contact's state before; known once its turn has come.</summary>
    public ContactState State { get; set; } = ContactState.Empty;

    /// <summary>The key of the message.</summary>
    public MessageKey Key => key;

    /// <summary>Completes when the message is durable.</summary>
    public Task LeaveAsync()
    {
        lock (Gate)
        {
            return _left ??= journal.CommitAsync(RecordWith(answer: null)).AsTask();
        }
    }

    /// <summary>The message as it is kept, with its answer if it has one.</summary>
    public JournalRecord RecordWith(JournalAnswer? answer) =>
        new()
        {
            Key = key,
            Contact = contact,
            ReceivedAt = message.ReceivedAt,
            Seed = message.Seed,
            IsUnheard = message.IsEcho || message.Event is not (null or Happenings.NewSubscriber),
            Raw = message.Raw,
            Decoded = journal.KeepsMessages ? StoredMessage.ToJson(message) : default,
            StateBefore = State.Stored,
            Answer = answer,
        };
}
