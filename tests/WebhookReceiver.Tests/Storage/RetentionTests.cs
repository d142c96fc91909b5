using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Tests.Storage;

public sealed class RetentionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task An_id_is_known_for_seven_days_and_not_longer_and_the_message_is_kept_for_thirty()
    {
        using var rig = new JournalRig();
        var retention = rig.Sqlite.Retention(rig.Options);
        await rig.DeliverAsync(rig.Message("id-1"));
        await AgeAsync(rig, retention, TimeSpan.FromDays(7));
        Assert.Equal("reply 1", await DeliverNowAsync(rig, "id-1"));

        await AgeAsync(rig, retention, 2 * Second);
        Assert.Equal("reply 2", await DeliverNowAsync(rig, "id-1"));
        Assert.Equal(2, rig.Count("SELECT count(*) FROM message WHERE raw IS NOT NULL"));

        await AgeAsync(rig, retention, TimeSpan.FromDays(23));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message WHERE raw IS NOT NULL"));
        await AgeAsync(rig, retention, TimeSpan.FromDays(30));
        Assert.Equal(
            0,
            rig.Count(
                "SELECT count(*) FROM message WHERE raw IS NOT NULL OR decoded IS NOT NULL OR sender IS NOT NULL OR key IS NOT NULL"
            )
        );
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task Of_two_messages_with_one_id_the_second_is_known_longer()
    {
        using var rig = new JournalRig();
        await rig.Sqlite.Seen.Loaded;
        var retention = rig.Sqlite.Retention(rig.Options);
        await rig.DeliverAsync(rig.Message("id-1"));
        await AgeAsync(rig, retention, TimeSpan.FromDays(4));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1", "borrowed")));
        await AgeAsync(rig, retention, TimeSpan.FromDays(4));

        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1", "borrowed")));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task A_key_that_was_damaged_holds_up_nothing()
    {
        using var rig = new JournalRig();
        var retention = rig.Sqlite.Retention(rig.Options);
        await rig.DeliverAsync(rig.Message("id-1"));
        await rig.DeliverAsync(rig.Message("id-2"));
        await rig.Sqlite.Writer.RunAsync(store =>
        {
            Database.Execute(store.Connection, "UPDATE message SET key = x'01' WHERE id = 1");
            return true;
        });
        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(rig.Message("id-1")));

        await AgeAsync(rig, retention, TimeSpan.FromDays(8));
        Assert.Equal(0, rig.Count("SELECT count(*) FROM message WHERE key IS NOT NULL"));
    }

    [Fact]
    public async Task Where_messages_are_kept_shorter_than_ids_the_reply_stays_for_its_redeliveries()
    {
        using var rig = new JournalRig();
        rig.Options.MessageDays = 1;
        var retention = rig.Sqlite.Retention(rig.Options);
        await rig.DeliverAsync(rig.Message("id-1"));
        await AgeAsync(rig, retention, TimeSpan.FromDays(1) + 2 * Second);
        Assert.Equal(
            1,
            rig.Count(
                "SELECT count(*) FROM message WHERE raw IS NULL AND decoded IS NULL AND sender IS NULL AND key IS NOT NULL"
            )
        );
        Assert.Equal("reply 1", await DeliverNowAsync(rig, "id-1"));
        await AgeAsync(rig, retention, TimeSpan.FromDays(6));
        Assert.Equal("reply 2", await DeliverNowAsync(rig, "id-1"));
    }

    [Fact]
    public async Task A_clock_set_forward_by_a_day_expires_nothing_early()
    {
        using var rig = new JournalRig();
        var clock = new JumpingClock(rig.Time);
        var retention = new Retention(rig.Options, new SeenIndex(), new Tombstones(new byte[32]), clock);
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Time.Advance(TimeSpan.FromDays(6.5));
        clock.Jump = TimeSpan.FromDays(1);
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.Equal("reply 1", await DeliverNowAsync(rig, "id-1"));

        rig.Time.Advance(TimeSpan.FromDays(0.6));
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message WHERE key IS NULL"));
    }

    [Fact]
    public async Task A_message_stored_while_the_clock_was_behind_does_not_expire_early()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("journal.db"), new SeenIndex());
        await Task.CompletedTask;
        store.Commit([new PendingWrite(Record(1))], now: 1_000_000);
        store.Commit([new PendingWrite(Record(2))], now: 900_000);
        Assert.Equal(1_000_000, Database.Number(store.Connection, "SELECT min(stored) FROM message"));
    }

    [Fact]
    public async Task Work_is_done_in_small_pieces_until_nothing_is_left()
    {
        using var rig = new JournalRig();
        await Task.WhenAll(
            Enumerable.Range(0, 1_200).Select(i => rig.DeliverAsync(rig.Message($"id-{i}", sender: $"{i}")))
        );
        var retention = rig.Sqlite.Retention(rig.Options);
        rig.Time.Advance(TimeSpan.FromDays(31));
        var steps = 1;
        while (await rig.Sqlite.Writer.RunAsync(retention.Step))
        {
            steps++;
        }

        Assert.Equal(3, steps);
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
        Assert.Equal("reply 1201", await DeliverNowAsync(rig, "id-7"));
    }

    [Fact]
    public async Task While_messages_arrive_nothing_younger_than_its_days_is_taken()
    {
        using var rig = new JournalRig();
        var retention = rig.Sqlite.Retention(rig.Options);
        await Task.WhenAll(
            Enumerable.Range(0, 600).Select(i => rig.DeliverAsync(rig.Message($"old-{i}", sender: $"{i}")))
        );
        rig.Time.Advance(TimeSpan.FromDays(31));

        var first = await DeliverAllAsync(rig, AgeAsync(rig, retention, TimeSpan.Zero));
        var again = await DeliverAllAsync(rig, Task.CompletedTask);

        Assert.Equal(first, again);
        Assert.Equal(1_200, rig.Decided);
    }

    [Fact]
    public async Task Numbers_of_rows_are_never_used_again()
    {
        using var rig = new JournalRig();
        var retention = rig.Sqlite.Retention(rig.Options);
        for (var i = 0; i < 3; i++)
        {
            await DeliverNowAsync(rig, $"id-{i}");
            await AgeAsync(rig, retention, TimeSpan.FromDays(31));
        }

        // The next process knows only what is in the file.
        rig.Restart();
        await DeliverNowAsync(rig, "last");
        Assert.Equal(4, rig.Count("SELECT max(id) FROM message"));
    }

    /// <summary>Delivers new messages concurrently with a task.</summary>
    private static async Task<string[]> DeliverAllAsync(JournalRig rig, Task beside)
    {
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 600).Select(i => rig.DeliverAsync(rig.Message($"new-{i}", sender: $"{i}")))
        );
        await beside;
        return replies;
    }

    private static Task<string> DeliverNowAsync(JournalRig rig, string id) => rig.DeliverAsync(rig.Message(id));

    private static async Task AgeAsync(JournalRig rig, Retention retention, TimeSpan time)
    {
        rig.Time.Advance(time);
        while (await rig.Sqlite.Writer.RunAsync(retention.Step)) { }
    }

    private static JournalRecord Record(int number) =>
        new()
        {
            Key = new MessageKey((ulong)number, 2, 3, HasId: true),
            Contact = new ContactKey("1", "8", "2"),
            ReceivedAt = JournalRig.Start,
            Answer = new MessageResult { Reply = MessageResult.Silence },
        };

    /// <summary>A wall clock that jumps, over a monotonic one.</summary>
    private sealed class JumpingClock(TimeProvider steady) : TimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override long TimestampFrequency => steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Jump;

        public override long GetTimestamp() => steady.GetTimestamp();
    }
}
