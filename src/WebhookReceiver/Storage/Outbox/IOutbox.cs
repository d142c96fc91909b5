using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>
/// The messages to send, in sending and sent, with their outcome. Everything is durable when a call returns. Replies
/// add their follow-ups in their own commit. Other entries come through here and need a working store; on a fault, the
/// caller still has the entry and can retry.
/// </summary>
/// <remarks>
/// All calls throw <see cref="JournalUnavailableException"/> if the store fails; then nothing was changed.
/// </remarks>
internal interface IOutbox
{
    /// <summary>Adds an entry; an existing entry with the same reference stays unchanged.</summary>
    /// <returns>The stored entry.</returns>
    ValueTask<OutboxEntry> AddAsync(OutboxEntry entry);

    /// <summary>
    /// Due entries, at most one per contact and in order: while an earlier entry of a contact is open, later ones wait.
    /// Contacts served longest ago come first.
    /// </summary>
    /// <param name="now">The instant.</param>
    /// <param name="most">Maximum number of entries.</param>
    /// <param name="project">Only of this project; <see langword="null"/>: of all.</param>
    ValueTask<IReadOnlyList<OutboxEntry>> LookAsync(DateTimeOffset now, int most, string? project = null);

    /// <summary>
    /// Takes these entries, except those no longer waiting. The returned ones are durably
    /// <see cref="OutboxState.Sending"/>.
    /// </summary>
    ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now);

    /// <summary>Adds several entries at once, each as <see cref="AddAsync"/> does.</summary>
    ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries);

    /// <summary>
    /// Records several changes at once; all, or none if the store fails. An outdated state changes nothing, nor does a change
    /// of an entry that does not exist, for instance because its contact was forgotten.
    /// </summary>
    ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes);

    ValueTask<OutboxEntry?> FindAsync(string reference);

    /// <summary>Finds an entry by the platform's id of the message, for reports without a reference.</summary>
    ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId);

    /// <summary>Expires waiting entries that are past their time.</summary>
    /// <returns>The number of expired entries.</returns>
    ValueTask<int> ExpireAsync(DateTimeOffset now);

    /// <summary>
    /// Call it at start, before taking entries: entries in sending when the process ended get an unknown outcome.
    /// </summary>
    /// <returns>The number of such entries, and the reference of the first.</returns>
    ValueTask<(int Count, string? First)> RecoverAsync(DateTimeOffset now);

    /// <summary>Events without a recorded effect, in the order of storage.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most);

    /// <summary>
    /// Records the effects of events, and the last event read, in one transaction: no event counts twice or is lost.
    /// </summary>
    ValueTask SettleAsync(long upToEvent, IReadOnlyList<OutboxChange> changes);
}
