using WebhookReceiver.Decoding;
using WebhookReceiver.Rules;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Processing;

/// <summary>A message or an event between its receipt and its result.</summary>
internal sealed class PendingMessage(IJournal journal, IncomingMessage message, Finding found, ContactKey contact)
{
    /// <summary>
    /// One lock for all messages: it is held only while a record enters the queue, and external code is rare.
    /// </summary>
    private static readonly Lock Gate = new();

    /// <summary>
    /// Deliveries that external code may leave unanswered. After the first, each plug-in is noted before it is asked; after the
    /// second, the noted one is left out.
    /// </summary>
    private const int MostTries = 2;

    private readonly string _leftOut = found.Tries >= MostTries ? found.Asked ?? "" : "";
    private ContactState? _state;
    private Task? _persisted;

    public IncomingMessage Message => message;

    public MessageKey Key => found.Key;

    public ContactKey Contact => contact;

    /// <summary>The contact's state before the message; loaded once the contact is locked.</summary>
    public ContactState State => _state ?? ContactState.Empty;

    /// <summary>Begins a decision, the first or another one.</summary>
    /// <param name="state">The contact's state; <see langword="null"/> if the answer rests on none.</param>
    public void Begin(ContactState? state)
    {
        _state = state;
        Decision = null;
        LateModel = null;
        _persisted = null;
        RefusedChanges = 0;
    }

    /// <summary>What the rules decided last; <see langword="null"/> before.</summary>
    public Decision? Decision { get; set; }

    /// <summary>True if the loop guard holds the reply of <see cref="Decision"/> back.</summary>
    public bool IsHeldBack { get; set; }

    /// <summary>Changes of the contact's state that were refused, since it has no room for them.</summary>
    public int RefusedChanges { get; set; }

    /// <summary>When the message came, on the clock of the running process.</summary>
    public long Arrived { get; set; }

    /// <summary>Time that the rules have besides their usual limit, for a model.</summary>
    public TimeSpan MoreTime { get; set; }

    /// <summary>The reply of a model that was late; <see langword="null"/> for none.</summary>
    public Task<MessageResult>? LateModel { get; set; }

    /// <summary>True if the evaluation goes on after the answer, which is not its own.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>
    /// Commits the message without a result, so that a crash in external code loses nothing. Repeated calls commit
    /// once; completes when the message is durable.
    /// </summary>
    public Task PersistReceivedAsync()
    {
        lock (Gate)
        {
            return _persisted ??= PersistAsync(RecordWith(result: null));
        }
    }

    /// <summary>
    /// The plug-ins that are not asked: the process ended in their code, after it had ended at this message before.
    /// </summary>
    public IReadOnlyList<string> PluginsLeftOut =>
        _leftOut.Length == 0 ? [] : _leftOut.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Notes durably which plug-in is asked now, in case its code ends the process; <see langword="null"/> at the first
    /// delivery, which so costs no more than before.
    /// </summary>
    public Func<string, Task>? BeforePlugin => found.Tries == 0 ? null : PersistAskedAsync;

    private async Task PersistAskedAsync(string plugin) =>
        await PersistAsync(RecordWith(result: null) with { Asked = $"{_leftOut}\n{plugin}".Trim('\n') });

    /// <exception cref="JournalUnavailableException">
    /// It was not stored, or does not count: another process may run the external code of this message, so this one must not.
    /// </exception>
    private async Task PersistAsync(JournalRecord received)
    {
        var refused = await journal.CommitAsync(received);
        if (refused.Outcome is not CommitOutcome.Counts || !refused.Reply.IsEmpty)
        {
            throw new JournalUnavailableException("Another process decides this message, or one of its contact.")
            {
                Refused = refused,
            };
        }
    }

    /// <summary>Takes the contact, whatever its state: other processes then change nothing of it until the answer.</summary>
    /// <exception cref="JournalUnavailableException">It was not stored, or does not count.</exception>
    public Task HoldAsync() => PersistAsync(RecordWith(result: null) with { BaseVersion = null });

    /// <summary>The message as the journal stores it, with its result if it has one.</summary>
    public JournalRecord RecordWith(MessageResult? result) =>
        new()
        {
            Key = found.Key,
            Contact = contact,
            ReceivedAt = message.ReceivedAt,
            Seed = message.Seed,
            IsUnheard = message.IsEcho || message.Event is not (null or EventKinds.NewSubscriber),
            Raw = message.Raw,
            Decoded = StoredMessage.ToJson(message),
            StateBefore = State.Stored,
            BaseVersion = _state?.Version,
            Answer = result,
            Tries = found.Tries + 1,
            Asked = _leftOut.Length > 0 ? _leftOut : null,
        };
}
