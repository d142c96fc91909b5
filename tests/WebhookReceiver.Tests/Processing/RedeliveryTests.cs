using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Processing;

public sealed class RedeliveryTests
{
    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task Sixty_four_copies_at_once_are_decided_once_and_get_the_same_bytes(string store)
    {
        using var rig = new JournalRig(store);
        var gate = new TaskCompletionSource();
        async ValueTask<MessageResult> Decide(IncomingMessage message, PendingMessage pending)
        {
            await gate.Task;
            return rig.Numbered();
        }

        var message = rig.Message("id-1");
        var copies = Enumerable.Range(0, 64).Select(_ => Task.Run(() => rig.DeliverAsync(message, Decide))).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(copies), reply => Assert.Equal("reply 1", reply));
        Assert.Equal(1, rig.Decided);
        Assert.Equal(0, rig.Counters.Unaccounted);
        Assert.Equal(64, rig.Counters.Accepted);
        Assert.Equal(1, rig.Counters.Count(DeliveryOutcome.Replied));
        Assert.Equal(63, rig.Counters.Count(DeliveryOutcome.Duplicate));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_message_that_comes_again_gets_its_old_reply_for_seven_days(string store)
    {
        using var rig = new JournalRig(store);
        var message = rig.Message("id-1");
        Assert.Equal("reply 1", await rig.DeliverAsync(message));

        foreach (var minutes in (int[])[1, 14, 105, 240, 60 * 24 * 6 + 60 * 17])
        {
            rig.Time.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Equal("reply 1", await rig.DeliverAsync(message with { ReceivedAt = rig.Time.GetUtcNow() }));
        }

        Assert.Equal(1, rig.Decided);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Replies_survive_a_restart(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Restart();

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-2")));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Replies_survive_kills_and_an_id_with_other_content_is_told_after_each(string store)
    {
        using var rig = new JournalRig(store);
        var replies = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                replies[$"{round}-{i}"] = await rig.DeliverAsync(rig.Message($"{round}-{i}"));
            }

            rig.Crash();
            foreach (var (id, reply) in replies)
            {
                Assert.Equal(reply, await rig.DeliverAsync(rig.Message(id)));
            }

            await rig.DeliverAsync(rig.Message("0-0", $"other content {round}"));
            Assert.Equal(1, rig.Processing.Conflicts);
        }
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task What_is_said_again_and_again_without_an_id_is_found_each_time(string store)
    {
        using var rig = new JournalRig(store);
        for (var i = 1; i <= 500; i++)
        {
            Assert.Equal($"reply {i}", await rig.DeliverAsync(rig.Message(id: null)));
            rig.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal($"reply {i}", await rig.DeliverAsync(rig.Message(id: null)));
            rig.Time.Advance(TimeSpan.FromSeconds(6));
            if (i % 100 == 0)
            {
                rig.Restart();
            }
        }

        Assert.Equal(500, rig.Count("SELECT count(DISTINCT key) FROM message"));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task An_id_with_another_content_is_another_message_and_an_alert(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1", "one"));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1", "two")));

        Assert.Equal(1, rig.Processing.Conflicts);
        Assert.Single(
            rig.Log.Lines,
            line =>
                line.EndsWith("sent a known id with other content: treated as a new message", StringComparison.Ordinal)
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1", "one")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1", "two")));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task The_same_id_in_another_project_is_another_message_and_no_alert(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1"));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1") with { Project = "2" }));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("d-1") with { Channel = "8i", Project = "2" }));
        Assert.Equal(0, rig.Processing.Conflicts);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task Without_an_id_the_same_content_is_the_same_message_for_ten_seconds(string store)
    {
        using var rig = new JournalRig(store);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message(null, "4")));
        rig.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message(null, "4")));
        rig.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message(null, "4")));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message(null, "5")));
        Assert.Equal(0, rig.Processing.Conflicts);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Without_an_id_a_restart_within_the_ten_seconds_doubles_nothing(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message(null, "4"));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.Restart();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message(null, "4")));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Silence_is_kept_like_any_reply(string store)
    {
        using var rig = new JournalRig(store);
        var silent = MessageResult.Of(MessageResult.Silence);
        Assert.Equal("{}", await rig.DeliverAsync(rig.Message("id-1"), (_, _) => ValueTask.FromResult(silent)));
        rig.Restart();
        Assert.Equal("{}", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(0, rig.Decided);
    }

    [Fact]
    public async Task What_came_with_the_message_is_stored_whole()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1", "caf\u00e9 \U0001F600");
        await rig.DeliverAsync(message);
        using var beside = rig.OpenBeside();
        using var row = new WebhookReceiver.Storage.Sqlite.Statement(
            beside,
            "SELECT received, seed, sender, rule, book, reply, decoded, raw, state_before, foreign_results FROM message"
        );

        Assert.True(row.Step());
        Assert.Equal(JournalRig.Start.UtcTicks, row.Integer(0));
        Assert.Equal(42, row.Integer(1));
        Assert.Equal("447700900001", row.Text(2));
        Assert.Equal("a rule", row.Text(3));
        Assert.Equal("book-1", row.Text(4));
        Assert.Equal("reply 1"u8.ToArray(), row.Bytes(5).ToArray());
        Assert.Equal("caf\u00e9 \U0001F600", StoredMessage.Read(row.Bytes(6).ToArray()).Text);
        Assert.Equal(message.Raw.ToArray(), row.Bytes(7).ToArray());
        Assert.True(row.IsNull(8));
        Assert.True(row.IsNull(9));
        Assert.False(row.Step());
    }
}
