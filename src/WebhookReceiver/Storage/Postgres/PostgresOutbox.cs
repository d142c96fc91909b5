using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>The outbox of the shared journal.</summary>
internal sealed class PostgresOutbox(PostgresDatabase database) : IOutbox
{
    public ValueTask<OutboxEntry> AddAsync(OutboxEntry entry) => throw Missing();
    public ValueTask<IReadOnlyList<OutboxEntry>> LookAsync(DateTimeOffset now, int most, string? project = null) => throw Missing();
    public ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now, long epoch) => throw Missing();
    public ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries) => throw Missing();
    public ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes) => throw Missing();
    public ValueTask<OutboxEntry?> FindAsync(string reference) => throw Missing();
    public Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxQuery query) => throw Missing();
    public Task<IReadOnlyList<OutboxEntry>> SentToAsync(ContactKey contact, DateTimeOffset since, int most) => throw Missing();
    public Task<long> CountOpenAsync() => throw Missing();
    public ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId) => throw Missing();
    public ValueTask<int> ExpireAsync(DateTimeOffset now) => throw Missing();
    public ValueTask<SendingEpoch> BeginEpochAsync(DateTimeOffset now) => throw Missing();
    public ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most) => throw Missing();
    public ValueTask SettleAsync(IReadOnlyList<StoredEvent> events, IReadOnlyList<OutboxChange> changes) => throw Missing();
    private JournalUnavailableException Missing() => new($"{database.Schema}: The outbox of the shared journal is not there yet.");
}
