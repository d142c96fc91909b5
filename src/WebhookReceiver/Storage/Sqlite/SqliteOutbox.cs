using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The outbox in the data folder: readers scan it, the writer changes it in separate transactions.</summary>
internal sealed class SqliteOutbox(JournalComponents components) : IOutbox
{
    public ValueTask<OutboxEntry> AddAsync(OutboxEntry entry) =>
        WriteAsync(connection =>
        {
            using var insert = new Statement(connection, OutboxTable.Insert);
            OutboxTable.BindNew(insert, entry, entry.Message);
            insert.Run();
            return OutboxTable.Find(connection, "reference", entry.Reference)!;
        });

    public async ValueTask<IReadOnlyList<OutboxEntry>> LookAsync(DateTimeOffset now, int most, string? project = null)
    {
        await FollowClockAsync();
        return Read(connection =>
            OutboxQueue
                .Due(connection, now, most, project)
                .Select(id => OutboxTable.Find(connection, id))
                .OfType<OutboxEntry>()
                .ToArray()
        );
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(
        IReadOnlyList<OutboxEntry> entries,
        DateTimeOffset now,
        long epoch
    ) =>
        WriteAsync<IReadOnlyList<OutboxEntry>>(connection =>
            Watermarks.Of(connection, Watermarks.SendingEpoch) != epoch
                ? []
                :
                [
                    .. entries
                        .Where(entry => OutboxQueue.Take(connection, entry.Id, now))
                        .Select(entry => OutboxTable.Find(connection, entry.Id)!),
                ]
        );

    public async ValueTask GiveBackAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now, long epoch) =>
        await WriteAsync(connection =>
        {
            foreach (var entry in Watermarks.Of(connection, Watermarks.SendingEpoch) == epoch ? entries : [])
            {
                OutboxQueue.GiveBack(connection, entry.Id, now);
            }

            return true;
        });

    public async ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries) =>
        await WriteAsync(connection =>
        {
            OutboxTable.Add(connection, entries);
            return true;
        });

    public async ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes) =>
        await WriteAsync(connection =>
        {
            ChangeAll(connection, changes);
            return true;
        });

    public ValueTask<OutboxEntry?> FindAsync(string reference) =>
        ValueTask.FromResult(Read(connection => OutboxTable.Find(connection, "reference", reference)));

    public Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxQuery query) =>
        Task.Run(() => Read<IReadOnlyList<OutboxEntry>>(connection => OutboxTable.List(connection, query)));

    public Task<IReadOnlyList<OutboxEntry>> SentToAsync(ContactKey contact, DateTimeOffset since, int most) =>
        Task.Run(() => Read(connection => OutboxTable.Of(connection, contact, since, most)));

    public Task<long> CountOpenAsync() =>
        Task.Run(() => Read(connection => Database.Number(connection, "SELECT count(*) FROM outbox WHERE state <= 2")));

    public ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId) =>
        ValueTask.FromResult(Read(connection => OutboxTable.Find(connection, "message_id", messageId)));

    public ValueTask<int> ExpireAsync(DateTimeOffset now) =>
        WriteAsync(connection =>
            ChangeAll(connection, now, OutboxState.Dead, OutboxDetails.Expired, "state < 2 AND expires <= ?1")
        );

    /// <summary>Only the present epoch takes entries, so all that are taken now are of earlier ones.</summary>
    public ValueTask<SendingEpoch> BeginEpochAsync(DateTimeOffset now, long lease) =>
        WriteAsync(connection =>
        {
            var number = Watermarks.Of(connection, Watermarks.SendingEpoch) + 1;
            Watermarks.Set(connection, Watermarks.SendingEpoch, number);
            var first = FirstTaken(connection);
            var count = ChangeAll(connection, now, OutboxState.Unknown, OutboxDetails.Interrupted, "state = 2");
            return new SendingEpoch(number, count, first);
        });

    /// <summary>The next sender is this server again, and has files of its own.</summary>
    public ValueTask EndRequestAsync(long epoch, TimeSpan pause, bool isTold) => ValueTask.CompletedTask;

    public ValueTask KeepReachedAsync(IReadOnlyList<ReachedPerson> people) => ValueTask.CompletedTask;

    private static string? FirstTaken(SqliteConnection connection)
    {
        using var taken = new Statement(connection, "SELECT reference FROM outbox WHERE state = 2 ORDER BY id LIMIT 1");
        return taken.Step() ? taken.Text(0) : null;
    }

    /// <summary>A time compared with stored ones is by the same clock as they are.</summary>
    private Task FollowClockAsync() =>
        components.Clock.HasStepped ? components.Clock.FollowAsync(components.Writer) : Task.CompletedTask;

    public ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most) =>
        ValueTask.FromResult<IReadOnlyList<StoredEvent>>(
            Read(connection => EventTable.After(connection, Watermarks.Of(connection, Watermarks.EventsSettled), most))
        );

    public async ValueTask SettleAsync(IReadOnlyList<StoredEvent> events, IReadOnlyList<OutboxChange> changes) =>
        await WriteAsync(connection =>
        {
            ChangeAll(connection, changes);
            var mark = Watermarks.Of(connection, Watermarks.EventsSettled);
            var last = EventTable.LastInOrder(connection, mark, events);
            Watermarks.Set(connection, Watermarks.EventsSettled, last);
            return true;
        });

    private static int ChangeAll(
        SqliteConnection connection,
        DateTimeOffset now,
        OutboxState state,
        string detail,
        string which
    )
    {
        using var change = new Statement(
            connection,
            $"UPDATE outbox SET state = {(int)state}, changed = ?1, detail = ?2 WHERE {which}"
        );
        change.Bind(1, now.UtcTicks);
        change.Bind(2, detail);
        return change.Change();
    }

    private static void ChangeAll(SqliteConnection connection, IReadOnlyList<OutboxChange> changes)
    {
        foreach (var change in changes)
        {
            OutboxTable.Change(connection, change);
        }
    }

    private T Read<T>(Func<SqliteConnection, T> question) =>
        components.Readers.Read(
            question,
            static (reader, question) => question(reader.Connection),
            components.Failover.ReaderFailed
        );

    /// <summary>What is written has the new time already, so what is stored moves before it, and it does not.</summary>
    private async ValueTask<T> WriteAsync<T>(Func<SqliteConnection, T> change)
    {
        await FollowClockAsync();
        return await components.Writer.ChangeAsync(change);
    }
}
