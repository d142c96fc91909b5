using System.Text;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Storage;

public sealed class OutboxTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task The_follow_ups_of_a_reply_are_there_once_however_often_its_message_comes(string store)
    {
        using var rig = new JournalRig(store);
        for (var copy = 0; copy < 2; copy++)
        {
            await rig.DeliverAsync(rig.Message("id-1"), Promising("first", "second"));
        }

        var entries = await rig.Journal.ListAsync(new OutboxQuery());
        Assert.Equal(["second", "first"], entries.Select(entry => Encoding.UTF8.GetString(entry.Body.Span)));
        Assert.All(entries, entry => Assert.Equal(OutboxState.Pending, entry.State));
        Assert.All(entries, entry => Assert.Equal(ContactKey.Of(rig.Message("any")), entry.Contact));
        Assert.Equal("thanks", entries[0].Topic);
        Assert.Equal(JournalRig.Start + 3 * Minute, entries[0].ExpiresAt);
        Assert.Matches("^wr[0-9a-f]{20}$", entries[0].Reference);
        Assert.NotEqual(entries[0].Reference, entries[1].Reference);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task An_entry_on_its_own_is_added_once_by_its_reference(string store)
    {
        using var rig = new JournalRig(store);
        var first = await rig.Journal.Outbox.AddAsync(Entry("R-9", "1", "one"));
        var again = await rig.Journal.Outbox.AddAsync(Entry("R-9", "1", "two"));

        Assert.Equal(first.Id, again.Id);
        Assert.Equal("one", Encoding.UTF8.GetString(again.Body.Span));
        Assert.Equal(first.Id, (await rig.Journal.Outbox.FindAsync("R-9"))!.Id);
        Assert.Null(await rig.Journal.Outbox.FindAsync("R-10"));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task What_is_due_comes_in_the_order_of_each_contact_and_contacts_take_turns(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        foreach (var number in (int[])[1, 2, 3])
        {
            await outbox.AddAsync(Entry($"a-{number}", "a"));
        }

        await outbox.AddAsync(Entry("b-1", "b") with { DueAt = JournalRig.Start + Minute });
        await outbox.AddAsync(Entry("later", "c") with { DueAt = JournalRig.Start + 9 * Minute });
        var now = JournalRig.Start + 2 * Minute;
        var taken = new List<string>();
        while (await outbox.TakeDueAsync(now, most: 1) is [var entry])
        {
            taken.Add(entry.Reference);
            await outbox.ChangeAsync(new OutboxChange(entry.Reference, OutboxState.Accepted, now));
        }

        Assert.Equal(["a-1", "b-1", "a-2", "a-3"], taken);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_contact_has_one_entry_on_the_wire_and_a_throttled_one_holds_its_place(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(Entry("a-1", "a"));
        await outbox.AddAsync(Entry("a-2", "a"));
        var now = JournalRig.Start;
        Assert.Equal(["a-1"], References(await outbox.TakeDueAsync(now, most: 10)));
        Assert.Empty(await outbox.TakeDueAsync(now, most: 10));

        await outbox.ChangeAsync(new("a-1", OutboxState.Throttled, now) { NextAt = now + Minute, Detail = "429" });
        Assert.Empty(await outbox.TakeDueAsync(now, most: 10));
        var again = Assert.Single(await outbox.TakeDueAsync(now + Minute, most: 10));
        Assert.Equal(("a-1", 2, OutboxState.Sending), (again.Reference, again.Attempts, again.State));
        Assert.Empty(await outbox.TakeDueAsync(now + Minute, most: 10, project: "other"));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task Reports_settle_an_entry_in_whatever_order_they_come(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(Entry("R-9", "a"));
        await outbox.TakeDueAsync(JournalRig.Start, most: 1);

        // The report overtakes the answer to the push, which still brings the platform's ids.
        await outbox.ChangeAsync(Change("R-9", OutboxState.Delivered));
        await outbox.ChangeAsync(Change("R-9", OutboxState.Accepted) with { PushId = "7", MessageId = "8" });
        var known = await outbox.FindByMessageIdAsync("8");
        Assert.Equal((OutboxState.Delivered, "7"), (known!.State, known.PushId));

        await outbox.ChangeAsync(Change("R-9", OutboxState.Read));
        var last = await outbox.ChangeAsync(Change("R-9", OutboxState.Delivered));
        Assert.Equal(OutboxState.Read, last!.State);
        Assert.Null(await outbox.ChangeAsync(Change("nobody", OutboxState.Read)));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task What_waits_can_be_cancelled_and_lets_the_next_of_its_contact_through(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(Entry("a-1", "a"));
        await outbox.AddAsync(Entry("a-2", "a"));
        await outbox.AddAsync(Entry("b-1", "b"));
        await outbox.AddAsync(Entry("b-2", "b"));

        await outbox.ChangeAsync(Change("a-1", OutboxState.Cancelled));
        await outbox.ChangeAsync(Change("b-1", OutboxState.Cancelled));
        Assert.Equal(["a-2", "b-2"], References(await outbox.TakeDueAsync(JournalRig.Start, most: 9)));
        Assert.Equal(2, (await rig.Journal.CountAsync())[OutboxState.Cancelled]);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task What_is_too_late_is_given_up_and_never_sent(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(Entry("a-1", "a") with { ExpiresAt = JournalRig.Start + Minute });
        await outbox.AddAsync(Entry("a-2", "a"));

        Assert.Equal(["a-2"], References(await outbox.TakeDueAsync(JournalRig.Start + Minute, most: 9)));
        Assert.Equal(0, await outbox.ExpireAsync(JournalRig.Start));
        Assert.Equal(1, await outbox.ExpireAsync(JournalRig.Start + Minute));
        var dead = await outbox.FindAsync("a-1");
        Assert.Equal((OutboxState.Dead, OutboxDetails.Expired), (dead!.State, dead.Detail));
        // By an operator's decision.
        Assert.Equal(OutboxState.Pending, (await outbox.ChangeAsync(Change("a-1", OutboxState.Pending)))!.State);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task The_list_can_be_narrowed_and_turned_over_page_by_page(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        for (var i = 1; i <= 5; i++)
        {
            await outbox.AddAsync(Entry($"r-{i}", i % 2 == 0 ? "447700900002" : "447700900001"));
        }

        await outbox.ChangeAsync(Change("r-2", OutboxState.Cancelled));
        var page = await rig.Journal.ListAsync(new OutboxQuery(Most: 2));
        Assert.Equal(["r-5", "r-4"], References(page));
        Assert.Equal(
            ["r-3", "r-2"],
            References(await rig.Journal.ListAsync(new OutboxQuery(Before: page[^1].Id, Most: 2)))
        );
        Assert.Equal(["r-2"], References(await rig.Journal.ListAsync(new OutboxQuery(OutboxState.Cancelled))));
        Assert.Equal(
            ["r-4", "r-2"],
            References(await rig.Journal.ListAsync(new OutboxQuery(Sender: "+44 7700 900002")))
        );
    }

    internal static OutboxEntry Entry(string reference, string sender, string body = "{}") =>
        new()
        {
            Reference = reference,
            Contact = new ContactKey("10777", "8", sender),
            CreatedAt = JournalRig.Start,
            DueAt = JournalRig.Start,
            Body = Encoding.UTF8.GetBytes(body),
        };

    internal static OutboxChange Change(string reference, OutboxState state) => new(reference, state, JournalRig.Start);

    internal static Decide Promising(params string[] texts) =>
        (message, _) =>
            ValueTask.FromResult(
                JournalRig.Say("later") with
                {
                    FollowUps =
                    [
                        .. texts.Select(text => new FollowUp(message.ReceivedAt + Minute, Encoding.UTF8.GetBytes(text))
                        {
                            Topic = "thanks",
                            ExpiresAt = message.ReceivedAt + 3 * Minute,
                        }),
                    ],
                }
            );

    internal static string[] References(IEnumerable<OutboxEntry> entries) =>
        [.. entries.Select(entry => entry.Reference)];
}
