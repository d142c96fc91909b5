using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Processing;

public sealed class ContactLockTests
{
    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Messages_of_one_contact_are_decided_one_after_the_other_and_no_update_is_lost(string store)
    {
        using var rig = new JournalRig(store);
        var inside = 0;
        var most = 0;
        async ValueTask<MessageResult> Decide(IncomingMessage message, PendingMessage pending)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            var verdict = await SpoolingTests.Remembering(rig)(message, pending);
            Interlocked.Decrement(ref inside);
            return verdict;
        }

        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => rig.DeliverAsync(rig.Message($"id-{i}"), Decide)))
        );

        Assert.Equal(1, most);
        rig.Restart();
        var state = await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("any")));
        Assert.Equal("200", state.At(rig.Time.GetUtcNow())["count"]);
        Assert.Equal(200, state.Version);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_contact_does_not_wait_for_another(string store)
    {
        using var rig = new JournalRig(store);
        var gate = new TaskCompletionSource<MessageResult>();
        var slow = rig.DeliverAsync(
            rig.Message("id-1", sender: "1"),
            (_, _) => new ValueTask<MessageResult>(gate.Task)
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-2", sender: "2")));
        Assert.False(slow.IsCompleted);
        gate.SetResult(JournalRig.Say("slow"));
        Assert.Equal("slow", await slow);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task After_eight_seconds_in_the_queue_the_busy_reply_goes_out_and_is_kept(string store)
    {
        using var rig = new JournalRig(store);
        var gate = new TaskCompletionSource<MessageResult>();
        var turn = await rig.Contacts.AcquireAsync(ContactKey.Of(rig.Message("any")), TimeSpan.FromSeconds(1));
        Assert.True(turn);
        var waiting = rig.DeliverAsync(rig.Message("id-2"));
        await AdvanceUntilAsync(rig, waiting);

        Assert.Equal("busy", await waiting);
        Assert.True(rig.Time.GetUtcNow() - JournalRig.Start >= TimeSpan.FromSeconds(8));
        rig.Contacts.Release(ContactKey.Of(rig.Message("any")));
        rig.Restart();
        Assert.Equal("busy", await rig.DeliverAsync(rig.Message("id-2")));
        Assert.Equal(0, rig.Decided);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task An_abandoned_decision_frees_the_contact_and_can_change_nothing_afterwards(string store)
    {
        using var rig = new JournalRig(store);
        var late = new TaskCompletionSource<MessageResult>();
        var asked = new TaskCompletionSource();
        ValueTask<MessageResult> Decide(IncomingMessage message, PendingMessage pending)
        {
            asked.TrySetResult();
            return new ValueTask<MessageResult>(late.Task);
        }

        var abandoned = rig.DeliverAsync(rig.Message("id-1"), Decide);
        await asked.Task;
        await AdvanceUntilAsync(rig, abandoned);
        Assert.Equal("busy", await abandoned);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-2"), SpoolingTests.Remembering(rig)));

        late.SetResult(JournalRig.Say("late") with { Changes = [new ContactChange("count", "99")] });
        Assert.Equal("busy", await rig.DeliverAsync(rig.Message("id-1")));
        rig.Restart();
        Assert.Equal("busy", await rig.DeliverAsync(rig.Message("id-1")));
        var state = await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("any")));
        Assert.Equal("1", state.At(rig.Time.GetUtcNow())["count"]);
    }

    [Fact]
    public async Task Those_who_wait_get_their_turn_in_the_order_of_their_arrival()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var turns = new ContactLock(time);
        var contact = new ContactKey("1", "8", "2");
        Assert.True(await turns.AcquireAsync(contact, TimeSpan.FromSeconds(8)));
        var first = turns.AcquireAsync(contact, TimeSpan.FromSeconds(8)).AsTask();
        var tired = turns.AcquireAsync(contact, TimeSpan.FromSeconds(1)).AsTask();
        var last = turns.AcquireAsync(contact, TimeSpan.FromSeconds(8)).AsTask();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await tired);

        turns.Release(contact);
        Assert.True(await first);
        Assert.False(last.IsCompleted);
        turns.Release(contact);
        Assert.True(await last);
        turns.Release(contact);
        Assert.True(await turns.AcquireAsync(contact, TimeSpan.FromSeconds(8)));
    }

    private static async Task AdvanceUntilAsync(JournalRig rig, Task reached)
    {
        while (!reached.IsCompleted)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
