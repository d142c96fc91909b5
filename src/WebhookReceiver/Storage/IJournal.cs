using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage;

/// <summary>Where messages, replies and contact states survive. Safe for use from all threads.</summary>
internal interface IJournal
{
    /// <summary>What is to be sent by the Push API, follow-ups of replies among it.</summary>
    IOutbox Outbox { get; }

    /// <summary>What is known of a message that arrives now.</summary>
    /// <exception cref="JournalUnavailableException">It may have been answered, and the store cannot tell.</exception>
    ValueTask<Finding> FindAsync(IncomingMessage message, MessageKey key);

    /// <summary>What is remembered about a contact. Call it, and commit, with the contact's turn in hand.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot tell.</exception>
    ValueTask<ContactState> LoadAsync(ContactKey contact);

    /// <summary>
    /// Makes a record durable. A record that was received is completed by the same record with its answer; one that has an
    /// answer already is never changed.
    /// </summary>
    /// <returns>The reply that counts: the record's own, or the one that was there before.</returns>
    /// <exception cref="JournalUnavailableException">Neither the store nor the spool could take it.</exception>
    ValueTask<ReadOnlyMemory<byte>> CommitAsync(JournalRecord record);

    /// <summary>Makes an event durable; one with the same content that is there already is counted.</summary>
    /// <exception cref="JournalUnavailableException">Neither the store nor the spool could take it.</exception>
    ValueTask CommitAsync(EventRecord report);

    /// <summary>Those of whom something is remembered and whose number this is, see <see cref="SenderMatch"/>. Reads all contacts.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot tell.</exception>
    ValueTask<IReadOnlyCollection<ContactKey>> ContactsOfAsync(string number);

    /// <summary>Makes the next state of a contact durable, without a message. Call it with the contact's turn in hand.</summary>
    /// <exception cref="JournalUnavailableException">The store could not take it; nothing was changed.</exception>
    ValueTask ChangeAsync(ContactKey contact, ContactState after);

    /// <summary>
    /// When a contact last wrote, as far as two days back; with an empty project, in whichever. <see langword="null"/>: not since.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot tell.</exception>
    ValueTask<DateTimeOffset?> LastHeardAsync(ContactKey contact);

    /// <summary>
    /// Whether a contact wants to hear nothing; with an empty project, in whichever he said so.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot tell.</exception>
    ValueTask<bool> HasStoppedAsync(ContactKey contact);

    /// <summary>Keeps a body that could not be decoded, once per content.</summary>
    ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body);
}

internal enum FindingKind
{
    /// <summary>Not seen before.</summary>
    New = 0,

    /// <summary>Its id was seen, with another content: another message, and worth an alert.</summary>
    Conflict = 1,

    /// <summary>Received before a crash, never answered: to be decided now.</summary>
    Unanswered = 2,

    /// <summary>Answered before.</summary>
    Answered = 3,
}

/// <param name="Kind">What is known.</param>
/// <param name="Key">The key of its row.</param>
/// <param name="Reply">The stored reply, if answered.</param>
internal readonly record struct Finding(FindingKind Kind, MessageKey Key, ReadOnlyMemory<byte> Reply = default);

/// <summary>Nothing could be kept, so nothing may be answered: the caller should try again later (503).</summary>
internal sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
