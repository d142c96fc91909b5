using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Storage;

/// <summary>The clock was set while the server was off, and the next start is on the spool, because the disk is full.</summary>
public sealed class ClockAfterSpoolTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task What_waited_before_such_a_start_keeps_its_time_and_what_came_since_is_not_moved(int days)
    {
        var isFull = false;
        using var rig = new JournalRig();
        await OrderAsync(rig, "stored", hours: 1);
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await OrderAsync(rig, "spooled", hours: 2);
        rig.Close();
        rig.Time.SetWallClock(TimeSpan.FromDays(days));
        isFull = true;
        rig.Open(rig.Paths with { Opened = store => store.BeforeCommit = Full });
        Assert.NotNull(rig.Health.Trouble);
        await OrderAsync(rig, "since", hours: 3);

        isFull = false;
        await rig.HealthyAsync(health => health.Trouble is null);

        var now = JournalRig.Start.AddDays(days);
        Assert.Equal(
            [now.AddHours(1), now.AddHours(2), now.AddHours(3)],
            (await rig.Journal.ListAsync(new OutboxQuery())).Select(entry => entry.DueAt).Order()
        );
        Assert.Equal(
            $"The clock was set {(days < 0 ? "back" : "forward")} by 2.00:00:00 since the server last ran.",
            Assert
                .Single(rig.Log.Warnings, line => line.StartsWith("The clock was set ", StringComparison.Ordinal))
                .Split(" What waits")[0]
        );
        Assert.Equal(3, rig.Count("SELECT count(*) FROM message"));

        void Full()
        {
            if (isFull)
            {
                throw new SqliteException("injected", raw.SQLITE_FULL, raw.SQLITE_FULL);
            }
        }
    }

    private static async Task OrderAsync(JournalRig rig, string id, int hours) =>
        await rig.DeliverAsync(
            rig.Message(id),
            (message, _) =>
                ValueTask.FromResult(
                    rig.Numbered() with
                    {
                        FollowUps = [new FollowUp(message.ReceivedAt.AddHours(hours), "{}"u8.ToArray())],
                    }
                )
        );
}
