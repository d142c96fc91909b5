using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage;

/// <summary>The durable store of messages, replies and contact states. Thread-safe.</summary>
internal interface IJournal
{
    /// <summary>The messages to send by the Push API, including the follow-ups of replies.</summary>
    IOutbox Outbox { get; }

    /// <summary>Looks up an arriving message.</summary>
    /// <exception cref="JournalUnavailableException">
    /// The message may have been answered, but the store cannot be read, or its row is damaged.
    /// </exception>
    ValueTask<Finding> FindAsync(IncomingMessage message, MessageKey key);

    /// <summary>
    /// Loads the contact's state. Call this, and commit, while you hold the contact's lock. The commit names the version of this state, so a
    /// store that other processes change may load one that is no longer the newest.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<ContactState> LoadAsync(ContactKey contact);

    /// <summary>
    /// Makes a record durable. The same record with an answer completes a received one; a record with an answer never
    /// changes.
    /// </summary>
    /// <returns>
    /// The valid reply: the record's own, or an earlier one from the store. With several processes also that the record did not count, and why;
    /// then nothing was stored.
    /// </returns>
    /// <exception cref="JournalUnavailableException">Neither the store nor the spool accepted the record.</exception>
    ValueTask<CommitResult> CommitAsync(JournalRecord record);

    /// <summary>Makes an event durable, or counts an earlier one with the same content.</summary>
    /// <exception cref="JournalUnavailableException">Neither the store nor the spool accepted the event.</exception>
    ValueTask CommitAsync(EventRecord report);

    /// <summary>
    /// The contacts with a stored state and this number, see <see cref="SenderMatch"/>. Reads all contacts.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyCollection<ContactKey>> ContactsOfAsync(string number);

    /// <summary>
    /// Makes the next state of a contact durable, without a message. Call it while you hold the contact's lock.
    /// </summary>
    /// <param name="contact">The contact.</param>
    /// <param name="before">The state that <see cref="LoadAsync"/> returned.</param>
    /// <param name="after">The next state.</param>
    /// <returns>False if another process changed the state first: load it again.</returns>
    /// <exception cref="JournalUnavailableException">The store did not accept it; nothing was changed.</exception>
    ValueTask<bool> ChangeAsync(ContactKey contact, ContactState before, ContactState after);

    /// <summary>
    /// The contact's last message within two days; with an empty project, in any project. <see langword="null"/>: none.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<DateTimeOffset?> LastHeardAsync(ContactKey contact);

    /// <summary>Whether any kept message is of this sender, on whatever channel. Reads all of them: for rare questions.</summary>
    ValueTask<bool> HasWrittenAsync(string sender);

    /// <summary>Whether a contact opted out; with an empty project, in any project.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<OptOut> OptOutOfAsync(ContactKey contact);

    /// <summary>Stores a body that could not be decoded, once per content.</summary>
    ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body);

    /// <summary>The bodies that could not be decoded, the newest first.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<QuarantinedBody>> QuarantinedAsync(int most);

    /// <summary>One of them; <see langword="null"/> if there is none.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    ValueTask<QuarantinedBody?> ShowQuarantinedAsync(long id);
}

internal enum FindingKind
{
    /// <summary>A new message.</summary>
    New = 0,

    /// <summary>A known id with other content: another message, and worth an alert.</summary>
    Conflict = 1,

    /// <summary>Received before a crash, never answered: decide it now.</summary>
    Unanswered = 2,

    /// <summary>Answered before.</summary>
    Answered = 3,

    /// <summary>Its row is damaged; whether and how it was answered is unknown. No caller sees it.</summary>
    Damaged = 4,
}

/// <param name="Kind">The kind of finding.</param>
/// <param name="Key">The key of its row.</param>
/// <param name="Reply">The stored reply, if answered.</param>
internal readonly record struct Finding(FindingKind Kind, MessageKey Key, ReadOnlyMemory<byte> Reply = default)
{
    /// <summary>Number of its row, if it is damaged.</summary>
    public long Row { get; init; }

    /// <summary>Number of deliveries whose external code began and did not end, if unanswered.</summary>
    public int Tries { get; init; }

    /// <summary>The plug-ins that were left out or asked last, one a line; <see langword="null"/> if none was noted.</summary>
    public string? Asked { get; init; }
}

/// <summary>Nothing could be stored, so there is no answer: the caller should retry later (503).</summary>
internal sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why a received message does not count in a store with several processes; <see langword="null"/>: the store failed.</summary>
    public CommitResult? Refused { get; init; }
}
