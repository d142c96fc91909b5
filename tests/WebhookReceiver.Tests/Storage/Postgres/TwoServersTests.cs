using System.Text;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>Two servers on one database are as one.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task Copies_of_a_message_at_both_servers_at_once_get_the_same_bytes_and_are_one_message()
    {
        using var one = new JournalRig(JournalRig.Postgres);
        using var other = one.Beside();
        for (var round = 0; round < 20; round++)
        {
            var message = one.Message($"id-{round}");
            var replies = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(copy => Task.Run(() => (copy % 2 == 0 ? one : other).DeliverAsync(message, Unique)))
            );

            Assert.Single(replies.Distinct(StringComparer.Ordinal));
        }

        Assert.Equal(20, one.Count("SELECT count(*) FROM message"));
        Assert.Equal(20, one.Count("SELECT count(*) FROM seen"));
        Assert.Equal(20, one.Counters.Count(DeliveryOutcome.Replied) + other.Counters.Count(DeliveryOutcome.Replied));
    }

    [Theory]
    [InlineData("id-1")]
    [InlineData(null)]
    public async Task What_one_server_answered_the_other_answers_with_the_same_bytes(string? id)
    {
        using var one = new JournalRig(JournalRig.Postgres);
        using var other = one.Beside();
        var message = one.Message(id);
        var first = await one.DeliverAsync(message, Unique);
        other.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(first, await other.DeliverAsync(message with { ReceivedAt = other.Time.GetUtcNow() }, Unique));
        Assert.Equal(1, one.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task No_change_of_a_contact_is_lost_whichever_server_his_messages_reach()
    {
        using var one = new JournalRig(JournalRig.Postgres);
        using var other = one.Beside();

        var delivering = Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i => Task.Run(() => DeliverPatientlyAsync(i % 2 == 0 ? one : other, $"id-{i}")))
        );
        await Task.WhenAll(UntilAsync(one, delivering), UntilAsync(other, delivering));

        Assert.Equal(
            Enumerable.Range(1, 60),
            (await delivering)
                .Select(reply => int.Parse(reply, System.Globalization.CultureInfo.InvariantCulture))
                .Order()
        );
        Assert.Equal(60, one.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task What_an_operator_changes_at_one_server_the_next_message_at_the_other_is_decided_on()
    {
        using var one = new JournalRig(JournalRig.Postgres);
        using var other = one.Beside();
        var contact = ContactKey.Of(one.Message("any"));
        Assert.Equal("1", await one.DeliverAsync(one.Message("id-1"), Counting));
        Assert.Equal("2", await other.DeliverAsync(other.Message("id-2"), Counting));

        // This server still remembers the state after its own message.
        Assert.Equal(
            1,
            await new ContactCommands(one.Journal, one.Contacts, one.Time).ForgetKnownAsync([contact], "count")
        );

        Assert.Equal("1", await other.DeliverAsync(other.Message("id-3"), Counting));
    }

    [Fact]
    public async Task Who_opted_out_at_one_server_gets_nothing_from_the_other()
    {
        using var one = new JournalRig(JournalRig.Postgres);
        using var other = one.Beside();
        var contact = ContactKey.Of(one.Message("any"));
        await other.DeliverAsync(other.Message("id-1"), OutboxTests.Promising("later"));
        await one.DeliverAsync(
            one.Message("id-2"),
            (_, _) =>
                ValueTask.FromResult(JournalRig.Say("stopped") with { Changes = [ContactChange.Own("stopped", "1")] })
        );

        Assert.Equal(OptOut.Stopped, await other.Journal.OptOutOfAsync(contact));
        Assert.Equal(OptOut.Stopped, await other.Journal.OptOutOfAsync(contact with { Project = "" }));
        Assert.Equal(OutboxState.Cancelled, Assert.Single(await other.Journal.ListAsync(new OutboxQuery())).State);
    }

    [Fact]
    public async Task While_external_code_runs_at_one_server_its_copy_at_the_other_waits_for_the_bytes()
    {
        using var one = new JournalRig(JournalRig.Postgres, lease: TimeSpan.FromSeconds(15));
        using var other = one.Beside();
        var (first, end) = await BeginExternalAsync(one);
        var asked = 0;
        var twin = other.DeliverAsync(
            other.Message("id-1"),
            async (_, pending) =>
            {
                await pending.PersistReceivedAsync();
                asked++;
                return JournalRig.Say("twice");
            }
        );
        await AskAsync(other);
        end.SetResult();

        Assert.Equal("1", await first);
        await UntilAsync(other, twin);
        Assert.Equal(("1", 0), (await twin, asked));
    }

    [Fact]
    public async Task While_external_code_runs_at_one_server_the_next_message_of_the_contact_waits_at_the_other()
    {
        using var one = new JournalRig(JournalRig.Postgres, lease: TimeSpan.FromSeconds(15));
        using var other = one.Beside();
        var (first, end) = await BeginExternalAsync(one);
        var next = other.DeliverAsync(other.Message("id-2"), Counting);
        await AskAsync(other);
        Assert.False(next.IsCompleted);
        end.SetResult();

        Assert.Equal("1", await first);
        await UntilAsync(other, next);
        Assert.Equal("2", await next);
    }

    [Fact]
    public async Task A_copy_that_waited_too_long_for_external_code_is_refused_and_never_gets_other_bytes()
    {
        using var one = new JournalRig(JournalRig.Postgres, lease: TimeSpan.FromSeconds(60));
        using var other = one.Beside();
        var (first, end) = await BeginExternalAsync(one);
        var twin = other.DeliverAsync(other.Message("id-1"), Unique);
        await UntilAsync(other, twin);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => twin);
        end.SetResult();

        Assert.Equal("1", await first);
        Assert.Equal("1", await other.DeliverAsync(other.Message("id-1"), Unique));
    }

    /// <summary>Begins a message with external code, which goes on until the test says so.</summary>
    private static async Task<(Task<string> Reply, TaskCompletionSource End)> BeginExternalAsync(JournalRig rig)
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reply = rig.DeliverAsync(
            rig.Message("id-1"),
            async (message, pending) =>
            {
                await pending.PersistReceivedAsync();
                begun.TrySetResult();
                await end.Task;
                return await Counting(message, pending);
            }
        );
        await begun.Task;
        return (reply, end);
    }

    [Fact]
    public async Task What_a_server_left_unanswered_at_its_end_the_other_decides_once_its_right_is_over()
    {
        // Its right is over at once.
        using var one = new JournalRig(JournalRig.Postgres, lease: TimeSpan.FromMilliseconds(1));
        using var other = one.Beside();
        var message = one.Message("id-1");
        await one.Journal.CommitAsync(
            new JournalRecord
            {
                Key = JournalRig.KeyOf(message),
                Contact = ContactKey.Of(message),
                ReceivedAt = message.ReceivedAt,
                Raw = message.Raw,
                BaseVersion = 0,
                Asked = "a plug-in",
            }
        );
        var tries = new List<int>();
        var again = other.DeliverAsync(
            message,
            async (_, pending) =>
            {
                tries.Add(pending.RecordWith(result: null).Tries);
                await pending.PersistReceivedAsync();
                return JournalRig.Say("decided by the other");
            }
        );
        await UntilAsync(other, again);

        Assert.Equal("decided by the other", await again);
        Assert.Equal([1, 2], tries.Distinct());
        Assert.Equal("decided by the other", await one.DeliverAsync(message, Unique));
        Assert.Equal(0, one.Count("SELECT count(*) FROM message WHERE reply IS NULL"));
        Assert.Equal(0, one.Count("SELECT count(*) FROM contact WHERE holder IS NOT NULL"));
    }

    [Fact]
    public async Task Whatever_stands_in_the_fields_of_the_wire_is_stored_and_found_by_both_servers()
    {
        using var one = new JournalRig(JournalRig.Postgres);
        using var other = one.Beside();
        string[] odd = ["\0", "\ud800", "a\udc00b", "\\u0000", "\\", "\u202e", "''; --", "{schema}"];
        IncomingMessage[] messages =
        [
            .. odd.SelectMany(text =>
                (IncomingMessage[])
                    [
                        one.Message(text),
                        one.Message("id", text: text),
                        one.Message("id", sender: "s" + text),
                        one.Message("id") with
                        {
                            Project = text,
                        },
                        one.Message("id") with
                        {
                            Channel = text,
                        },
                    ]
            ),
            one.Message("plain"),
        ];

        var replies = await Task.WhenAll(
            messages.Select(message => Task.Run(() => one.DeliverAsync(message, Counting)))
        );

        for (var i = 0; i < messages.Length; i++)
        {
            Assert.Equal(replies[i], await other.DeliverAsync(messages[i], Counting));
            Assert.Equal(
                "1",
                (await other.Journal.LoadAsync(ContactKey.Of(messages[i]))).At(JournalRig.Start)["count"][..1]
            );
        }

        Assert.Equal(messages.Length, one.Count("SELECT count(*) FROM message"));
    }

    private static ValueTask<MessageResult> Unique(IncomingMessage message, PendingMessage pending) =>
        ValueTask.FromResult(JournalRig.Say($"decided {Guid.NewGuid()}"));

    /// <summary>Remembers how many messages of the contact it has seen, and says it.</summary>
    private static ValueTask<MessageResult> Counting(IncomingMessage message, PendingMessage pending)
    {
        var known = pending.State.At(message.ReceivedAt).GetValueOrDefault("count", "0");
        var count = (int.Parse(known, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
        return ValueTask.FromResult(JournalRig.Say(count) with { Changes = [new ContactChange("count", count)] });
    }

    /// <summary>As the platform does: what is refused comes again.</summary>
    private static async Task<string> DeliverPatientlyAsync(JournalRig rig, string id)
    {
        while (true)
        {
            try
            {
                return await rig.DeliverAsync(rig.Message(id), Counting);
            }
            catch (JournalUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Lets the server's own clock go on each time a message of it waits for the other server, until this one ended.</summary>
    private static async Task UntilAsync(JournalRig rig, Task ended)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        while (!ended.IsCompleted)
        {
            var tried = rig.Time.TriedAsync(stop.Token);
            if (await Task.WhenAny(ended, tried) == tried)
            {
                await tried;
                rig.Time.Advance(Inbox.BetweenTries);
            }
        }

        await stop.CancelAsync();
    }

    /// <summary>Lets a message of the server ask several times in vain.</summary>
    private static async Task AskAsync(JournalRig rig)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            await rig.Time.TriedAsync(TestContext.Current.CancellationToken);
            rig.Time.Advance(Inbox.BetweenTries);
        }
    }
}
