using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Storage;

/// <summary>What tests ask of an outbox and the server never does.</summary>
internal static class OutboxCalls
{
    /// <summary>Looks for what is due, and takes it; without an epoch, as before the first one.</summary>
    public static async ValueTask<IReadOnlyList<OutboxEntry>> TakeDueAsync(
        this IOutbox outbox,
        DateTimeOffset now,
        int most,
        string? project = null,
        long epoch = 0
    ) => await outbox.TakeAsync(await outbox.LookAsync(now, most, project), now, epoch);

    /// <summary>Records what happened to an entry, and tells the entry as it is now.</summary>
    public static async ValueTask<OutboxEntry?> ChangeAsync(this IOutbox outbox, OutboxChange change)
    {
        await outbox.ChangeAllAsync([change]);
        return await outbox.FindAsync(change.Reference);
    }

    /// <summary>Newest first.</summary>
    public static ValueTask<IReadOnlyList<OutboxEntry>> ListAsync(this IJournal journal, OutboxQuery query) =>
        new(journal.Outbox.ListAsync(query));

    /// <summary>How many there are of each state; states without any are left out.</summary>
    public static async ValueTask<IReadOnlyDictionary<OutboxState, long>> CountAsync(this IJournal journal) =>
        (await journal.ListAsync(new OutboxQuery(Most: int.MaxValue)))
            .CountBy(entry => entry.State)
            .ToDictionary(state => state.Key, state => (long)state.Value);
}
