using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Processing;

public sealed class UnansweredTests
{
    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_message_that_foreign_code_runs_on_is_durable_before_its_answer(string store)
    {
        using var rig = new JournalRig(store);
        var seen = 0L;
        async ValueTask<MessageResult> Decide(IncomingMessage message, PendingMessage pending)
        {
            await pending.PersistReceivedAsync();
            seen = rig.Count("SELECT count(*) FROM message WHERE reply IS NULL");
            return rig.Numbered();
        }

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1"), Decide));
        Assert.Equal(1, seen);
        Assert.Equal(0, rig.Count("SELECT count(*) FROM message WHERE reply IS NULL"));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
    }

    [Theory]
    [InlineData("id-1")]
    [InlineData(null)]
    public async Task What_a_crash_left_unanswered_is_listed_at_start_and_decided_when_it_comes_again(string? id)
    {
        using var rig = new JournalRig();
        var message = rig.Message(id);
        await rig.Journal.CommitAsync(
            new JournalRecord
            {
                Key = JournalRig.KeyOf(message).ArrivedAt(message.ReceivedAt),
                Contact = ContactKey.Of(message),
                ReceivedAt = message.ReceivedAt,
                Raw = message.Raw,
            }
        );
        rig.Restart();

        Assert.Single(
            rig.Log.Lines,
            line =>
                line
                == "Warning: 1 messages were received but not answered before the last stop; each is processed when it is delivered again"
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(message));
        Assert.Equal("reply 1", await rig.DeliverAsync(message));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
        Assert.Equal(0, rig.Count("SELECT count(*) FROM message WHERE reply IS NULL"));
    }

    [Fact]
    public async Task A_received_message_that_was_spooled_is_completed_by_its_answer_in_the_spool()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_FULL);
        async ValueTask<MessageResult> Decide(IncomingMessage message, PendingMessage pending)
        {
            await pending.PersistReceivedAsync();
            return rig.Numbered();
        }

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1"), Decide));
        Assert.Equal(2, rig.Metrics.Spooled);
        rig.Restart();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_defect_in_deciding_is_answered_with_silence_and_kept(string store)
    {
        using var rig = new JournalRig(store);
        Assert.Equal(
            "{}",
            await rig.DeliverAsync(rig.Message("id-1"), (_, _) => throw new InvalidOperationException("defect"))
        );
        Assert.Equal(0, rig.Counters.Unaccounted);
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
    }
}
