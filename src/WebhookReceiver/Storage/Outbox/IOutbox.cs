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
    /// <param name="entries">The entries.</param>
    /// <param name="now">The instant.</param>
    /// <param name="epoch">
    /// The number from <see cref="BeginEpochAsync"/>. Once another epoch has begun, or another server has the lease, this one takes nothing.
    /// </param>
    ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now, long epoch);

    /// <summary>
    /// Lets taken entries wait again, because nothing of them was sent. Changes only what this epoch still has: another one may have taken them since.
    /// </summary>
    ValueTask GiveBackAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now, long epoch);

    /// <summary>Adds several entries at once, each as <see cref="AddAsync"/> does.</summary>
    ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries);

    /// <summary>
    /// Records several changes at once; all, or none if the store fails. An outdated state changes nothing, nor does a change
    /// of an entry that does not exist, for instance because its contact was forgotten.
    /// </summary>
    ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes);

    ValueTask<OutboxEntry?> FindAsync(string reference);

    /// <summary>Entries that fit, the newest first.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxQuery query);

    /// <summary>The entries to a contact, also those without a project, made since an instant; the newest first.</summary>
    Task<IReadOnlyList<OutboxEntry>> SentToAsync(ContactKey contact, DateTimeOffset since, int most);

    /// <summary>The number of entries that are still to be sent.</summary>
    Task<long> CountOpenAsync();

    /// <summary>Finds an entry by the platform's id of the message, for reports without a reference.</summary>
    ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId);

    /// <summary>Expires waiting entries that are past their time.</summary>
    /// <returns>The number of expired entries.</returns>
    ValueTask<int> ExpireAsync(DateTimeOffset now);

    /// <summary>
    /// Begins an epoch of sending, before taking entries: only its holder takes them from now on. What an earlier epoch took and did not end
    /// gets an unknown outcome.
    /// </summary>
    /// <param name="now">The instant.</param>
    /// <param name="lease">The number from <see cref="ISendingLease.HoldAsync"/>.</param>
    ValueTask<SendingEpoch> BeginEpochAsync(DateTimeOffset now, long lease);

    /// <summary>Notes for the next sender that the request of <see cref="TakeAsync"/> has ended.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="pause">How long the platform wants no request; zero: it does not say so.</param>
    /// <param name="isTold">True if the operator was told of dropped requests.</param>
    ValueTask EndRequestAsync(long epoch, TimeSpan pause, bool isTold);

    /// <summary>Notes for the next sender whom the number writes to outside a session.</summary>
    ValueTask KeepReachedAsync(IReadOnlyList<ReachedPerson> people);

    /// <summary>Events without a recorded effect, in the order of storage.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most);

    /// <summary>
    /// Records the effects of events, and that exactly these are settled, in one transaction: no event counts twice or is lost, in whatever
    /// order events are stored.
    /// </summary>
    /// <param name="events">The events, as <see cref="UnsettledEventsAsync"/> returned them.</param>
    /// <param name="changes">Their effects.</param>
    ValueTask SettleAsync(IReadOnlyList<StoredEvent> events, IReadOnlyList<OutboxChange> changes);
}

/// <summary>The time in which one process sends.</summary>
/// <param name="Number">Grows from epoch to epoch.</param>
/// <param name="Interrupted">Number of entries that an earlier epoch left in sending; their outcome is unknown now.</param>
/// <param name="First">The reference of the first of them.</param>
internal sealed record SendingEpoch(long Number, int Interrupted, string? First)
{
    /// <summary>What an earlier sender left; <see langword="null"/> where there is none but this one.</summary>
    public TakenOver? TakenOver { get; init; }
}
