using Microsoft.Data.Sqlite;
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

    public ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now) =>
        WriteAsync<IReadOnlyList<OutboxEntry>>(connection =>
            [
                .. entries
                    .Where(entry => OutboxQueue.Take(connection, entry.Id, now))
                    .Select(entry => OutboxTable.Find(connection, entry.Id)!),
            ]
        );

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

    public ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId) =>
        ValueTask.FromResult(Read(connection => OutboxTable.Find(connection, "message_id", messageId)));

    public async ValueTask<int> ExpireAsync(DateTimeOffset now)
    {
        return await ChangeAllAsync(now, OutboxState.Dead, OutboxDetails.Expired, "state < 2 AND expires <= ?1");
    }

    public async ValueTask<(int Count, string? First)> RecoverAsync(DateTimeOffset now)
    {
        var first = Read(connection =>
        {
            using var taken = new Statement(
                connection,
                "SELECT reference FROM outbox WHERE state = 2 ORDER BY id LIMIT 1"
            );
            return taken.Step() ? taken.Text(0) : null;
        });
        return (await ChangeAllAsync(now, OutboxState.Unknown, OutboxDetails.Interrupted, "state = 2"), first);
    }

    /// <summary>A time compared with stored ones is by the same clock as they are.</summary>
    private Task FollowClockAsync() =>
        components.Clock.HasStepped ? components.Clock.FollowAsync(components.Writer) : Task.CompletedTask;

    public ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most) =>
        ValueTask.FromResult<IReadOnlyList<StoredEvent>>(
            Read(connection => EventTable.After(connection, Watermarks.Of(connection, Watermarks.EventsSettled), most))
        );

    public async ValueTask SettleAsync(long upToEvent, IReadOnlyList<OutboxChange> changes) =>
        await WriteAsync(connection =>
        {
            ChangeAll(connection, changes);
            Watermarks.Set(connection, Watermarks.EventsSettled, upToEvent);
            return true;
        });

    private ValueTask<int> ChangeAllAsync(DateTimeOffset now, OutboxState state, string detail, string which) =>
        WriteAsync(connection =>
        {
            using var change = new Statement(
                connection,
                $"UPDATE outbox SET state = {(int)state}, changed = ?1, detail = ?2 WHERE {which}"
            );
            change.Bind(1, now.UtcTicks);
            change.Bind(2, detail);
            return change.Change();
        });

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
