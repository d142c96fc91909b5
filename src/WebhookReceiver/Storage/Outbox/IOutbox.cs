using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>
/// What is to be sent, what is being sent and what became of it. Everything is durable when a call returns. Replies put their
/// follow-ups in with their own commit; the rest comes through here and, unlike them, needs the store to work: whoever is told
/// that it does not still has the news and can bring it again.
/// </summary>
/// <remarks>All calls throw <see cref="JournalUnavailableException"/> if the store fails; nothing was changed then.</remarks>
internal interface IOutbox
{
    /// <summary>Adds an entry; one with this reference that is there already stays as it is.</summary>
    /// <returns>The entry that counts.</returns>
    ValueTask<OutboxEntry> AddAsync(OutboxEntry entry);

    /// <summary>
    /// What is due, at most one entry a contact and that one in order: while an earlier entry of a contact is open, the later
    /// ones wait. Contacts that were served longest ago come first.
    /// </summary>
    /// <param name="now">The instant.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="project">Only of this project; <see langword="null"/>: of all.</param>
    ValueTask<IReadOnlyList<OutboxEntry>> LookAsync(DateTimeOffset now, int most, string? project = null);

    /// <summary>Takes these entries; those that are not waiting any more are left out. The rest is durably <see cref="OutboxState.Sending"/>.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now);

    /// <summary>Adds many at once, each as <see cref="AddAsync"/> does.</summary>
    ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries);

    /// <summary>
    /// Records what happened to entries, all of it or, if the store fails, nothing. A state that is older news changes nothing,
    /// nor does one of an entry that is gone, for instance because its contact was forgotten.
    /// </summary>
    ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes);

    ValueTask<OutboxEntry?> FindAsync(string reference);

    /// <summary>By the platform's id of the message, for reports without a reference.</summary>
    ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId);

    /// <summary>Gives up what is waiting and past its time.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> ExpireAsync(DateTimeOffset now);

    /// <summary>To be called at start, before anything is taken: what was being sent when the process ended has an unknown outcome.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> RecoverAsync(DateTimeOffset now);

    /// <summary>Events that nobody has settled yet, in the order in which they were kept.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most);

    /// <summary>Records what events told, and that they were read up to one of them, in one transaction: none counts twice or is lost.</summary>
    ValueTask SettleAsync(long upToEvent, IReadOnlyList<OutboxChange> changes);
}
