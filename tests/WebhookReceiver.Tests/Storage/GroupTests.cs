using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Storage;

public sealed class GroupTests
{
    [Fact]
    public void One_row_that_the_store_refuses_does_not_cost_the_others_theirs()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("journal.db"), new SeenIndex());
        Database.Execute(
            store.Connection,
            "CREATE TRIGGER refuse BEFORE INSERT ON message WHEN NEW.seed = 2 BEGIN SELECT RAISE(ABORT, 'refused'); END"
        );
        var group = Enumerable.Range(1, 3).Select(number => new PendingWrite(Record(number))).ToArray();

        var result = GroupCommit.Run(store, group, now: 1);

        Assert.Null(result.Fault);
        Assert.Equal([group[1]], result.Left);
        Assert.Equal(2, Database.Number(store.Connection, "SELECT count(*) FROM message WHERE seed IN (1, 3)"));
    }

    [Fact]
    public void A_store_that_is_to_blame_leaves_the_whole_group_to_the_spool()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("journal.db"), new SeenIndex());
        store.BeforeCommit = () => throw new SqliteException("injected", raw.SQLITE_FULL, raw.SQLITE_FULL);
        var group = Enumerable.Range(1, 3).Select(number => new PendingWrite(Record(number))).ToArray();

        var result = GroupCommit.Run(store, group, now: 1);

        Assert.Equal(raw.SQLITE_FULL, result.Fault!.SqliteErrorCode);
        Assert.Equal(group, result.Left);
        Assert.Equal(0, Database.Number(store.Connection, "SELECT count(*) FROM message"));
    }

    private static JournalRecord Record(int number) =>
        new()
        {
            Key = new MessageKey((ulong)number, 2, 3, HasId: true),
            Contact = new ContactKey("1", "8", "2"),
            ReceivedAt = JournalRig.Start,
            Seed = number,
            Answer = new MessageResult { Reply = MessageResult.Silence },
        };
}
