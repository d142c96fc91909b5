using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Hosting;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Processing;

/// <summary>The inbox over a store that another process uses as well: a commit may not count.</summary>
public sealed class OtherProcessTests : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly JournalRig _rig = new();
    private readonly DelayClock _clock = new(BetweenTries);
    private readonly ContactHash _hash = new([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
    private readonly RunningTime _running;
    private readonly ScriptedJournal _journal;
    private readonly List<string> _saw = [];

    /// <summary>The evaluations that were counted: whether each is the answer.</summary>
    private readonly List<bool> _counted = [];
    private TimeSpan _longest = ProcessingLimits.Default.Rules;

    public OtherProcessTests()
    {
        _running = new RunningTime(_clock);
        _journal = new ScriptedJournal(_rig.Journal);
    }

    [Fact]
    public async Task A_commit_names_the_version_that_was_decided_on()
    {
        await DeliverAsync("id-1", "red");
        await DeliverAsync("id-2", "blue");

        Assert.Equal([0, 1], _journal.Records.Select(record => record.BaseVersion));
    }

    [Fact]
    public async Task A_message_decided_on_an_old_state_is_decided_again_on_the_newer_one()
    {
        _journal.ChangeFirst("colour", "green");

        var delivery = await DeliverAsync("id-1", "red");

        Assert.Equal("was green", TextOf(delivery));
        Assert.Equal(["", "green"], _saw);
        Assert.Equal("red", await ColourAsync());
        Assert.Equal(DeliveryOutcome.Replied, delivery.Outcome);
        Assert.Equal([0, 1], _journal.Records.Select(record => record.BaseVersion));
        Assert.Equal([true], _counted);
        Assert.Equal(0, _rig.Counters.Unaccounted);
    }

    [Fact]
    public async Task A_contact_whom_others_change_again_and_again_is_taken_before_the_next_decision()
    {
        _journal.ChangeFirst("colour", "green");
        _journal.ChangeFirst("colour", "white");
        _journal.ChangeFirst("colour", "black");

        Assert.Equal("was black", TextOf(await DeliverAsync("id-1", "red")));

        Assert.Equal([true, true, true, false, true], _journal.Records.Select(record => record.Answer is not null));
        Assert.Equal("red", await ColourAsync());
    }

    [Fact]
    public async Task A_contact_whom_others_change_even_then_is_refused_and_decided_at_the_next_delivery()
    {
        _journal.ChangeFirst("colour", "green");
        _journal.ChangeFirst("colour", "white");
        _journal.ChangeFirst("colour", "black");
        _journal.Next.Enqueue(record => _rig.Journal.CommitAsync(record));
        _journal.Say(CommitOutcome.Stale);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => DeliverAsync("id-1", "red"));

        Assert.Equal("was black", TextOf(await DeliverAsync("id-1", "red")));
        Assert.Equal(0, _rig.Counters.Unaccounted);
    }

    [Fact]
    public async Task A_twin_that_another_process_decided_first_gives_its_bytes_and_changes_nothing()
    {
        _journal.Next.Enqueue(_ => ValueTask.FromResult(CommitResult.Counts("was blue"u8.ToArray())));

        var delivery = await DeliverAsync("id-1", "red");

        Assert.Equal("was blue", TextOf(delivery));
        Assert.Equal((DeliveryOutcome.Duplicate, null), (delivery.Outcome, delivery.Rule));
        Assert.Empty(_counted);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_counted()
    {
        _journal.Next.Enqueue(_ => throw new JournalUnavailableException("full"));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => DeliverAsync("id-1", "red"));

        Assert.Empty(_counted);
    }

    [Fact]
    public async Task Changes_without_room_are_logged_once_however_often_the_message_is_decided()
    {
        var large = new string('x', ContactState.MaxBytes);
        _journal.ChangeFirst("colour", "green");

        await DeliverAsync("id-1", large);

        Assert.Single(_rig.Log.Lines, line => line.Contains("too many variables", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_evaluation_that_took_too_long_is_counted_at_its_end_and_is_not_the_answer()
    {
        _longest = TimeSpan.Zero;
        var end = new TaskCompletionSource<MessageResult>();

        Assert.Equal("busy", TextOf(await DeliverAsync("id-1", _ => new ValueTask<MessageResult>(end.Task))));
        Assert.Empty(_counted);

        end.SetResult(JournalRig.Say("too late"));
        Assert.Equal([false], _counted);
    }

    [Theory]
    [InlineData(CommitOutcome.Held)]
    [InlineData(CommitOutcome.Running)]
    public async Task While_external_code_runs_elsewhere_a_message_waits_and_is_then_decided(object outcome)
    {
        _journal.Say((CommitOutcome)outcome, times: 2);

        var delivery = DeliverAsync("id-1", "red");
        await PassAsync(tries: 2);

        Assert.Equal("was ", TextOf(await delivery));
        Assert.Equal(["", "", ""], _saw);
    }

    [Fact]
    public async Task A_contact_who_stays_held_gets_the_busy_reply_which_rests_on_no_state()
    {
        _journal.Say(CommitOutcome.Held, times: 3);

        var delivery = DeliverAsync("id-1", "red");
        await PassAsync(tries: 2);

        Assert.Equal("busy", TextOf(await delivery));
        Assert.Equal([0, 0, 0, null], _journal.Records.Select(record => record.BaseVersion));
    }

    [Fact]
    public async Task A_message_that_stays_undecided_elsewhere_is_refused_and_never_gets_other_bytes()
    {
        _journal.Say(CommitOutcome.Running, times: 3);

        var delivery = DeliverAsync("id-1", "red");
        await PassAsync(tries: 2);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => delivery);
        Assert.Equal(0, _rig.Count("SELECT count(*) FROM message"));
    }

    [Theory]
    [InlineData(CommitOutcome.Stale)]
    [InlineData(CommitOutcome.Held)]
    [InlineData(CommitOutcome.Running)]
    public async Task External_code_runs_here_once_its_message_is_ours_and_not_before(object outcome)
    {
        _journal.Say((CommitOutcome)outcome);
        var (asked, hasRun) = (0, 0);

        var delivery = DeliverAsync(
            "id-1",
            async pending =>
            {
                asked++;
                await pending.PersistReceivedAsync();
                hasRun++;
                return JournalRig.Say("from external code");
            }
        );
        await PassAsync(tries: outcome is CommitOutcome.Stale ? 0 : 1);

        Assert.Equal("from external code", TextOf(await delivery));
        Assert.Equal((2, 1), (asked, hasRun));
    }

    [Fact]
    public async Task A_twin_that_another_process_answered_gives_its_bytes_before_external_code_runs()
    {
        _journal.Next.Enqueue(_ => ValueTask.FromResult(CommitResult.Counts("was blue"u8.ToArray())));
        var hasRun = false;

        var delivery = await DeliverAsync(
            "id-1",
            async pending =>
            {
                await pending.PersistReceivedAsync();
                hasRun = true;
                return JournalRig.Say("from external code");
            }
        );

        Assert.Equal(("was blue", false), (TextOf(delivery), hasRun));
    }

    [Fact]
    public async Task What_an_ended_process_left_unanswered_is_decided_with_what_it_noted()
    {
        _journal.Next.Enqueue(record =>
            ValueTask.FromResult(
                new CommitResult(CommitOutcome.Unanswered)
                {
                    Earlier = new Finding(FindingKind.Unanswered, record.Key) { Tries = 2, Asked = "a plug-in" },
                }
            )
        );
        var leftOut = new List<string>();

        await DeliverAsync(
            "id-1",
            async pending =>
            {
                leftOut.Add(string.Join(',', pending.PluginsLeftOut));
                await pending.PersistReceivedAsync();
                return JournalRig.Say("from external code");
            }
        );

        Assert.Equal(["", "a plug-in"], leftOut);
        Assert.Equal(3, _journal.Records[1].Tries);
    }

    public void Dispose()
    {
        _running.Dispose();
        _hash.Dispose();
        _rig.Dispose();
    }

    private Task<DeliveryResult> DeliverAsync(string id, string colour) =>
        DeliverAsync(
            id,
            pending =>
            {
                var was = pending.State.At(JournalRig.Start).GetValueOrDefault("colour", "");
                _saw.Add(was);
                return ValueTask.FromResult(
                    JournalRig.Say($"was {was}") with
                    {
                        Changes = [new ContactChange("colour", colour)],
                    }
                );
            }
        );

    private Task<DeliveryResult> DeliverAsync(string id, EvaluateMessage evaluate)
    {
        var inbox = new Inbox(
            _journal,
            _rig.Contacts,
            evaluate,
            ProcessingLimits.Default with
            {
                Lock = 2 * BetweenTries,
                Rules = _longest,
                BusyReply = "busy"u8.ToArray(),
            },
            _rig.Counters,
            _rig.Processing,
            _hash,
            _clock,
            _running,
            _rig.Log,
            handleEvaluated: (_, counts) => _counted.Add(counts)
        );
        var message = _rig.Message(id);
        return inbox.ProcessAsync(message, MessageKey.Of(message));
    }

    private async Task PassAsync(int tries)
    {
        for (var i = 0; i < tries; i++)
        {
            await _clock.DelayedAsync();
            _clock.Advance(BetweenTries);
        }
    }

    private async Task<string> ColourAsync() =>
        (await _rig.Journal.LoadAsync(ContactKey.Of(_rig.Message("any")))).At(JournalRig.Start)["colour"];

    private static string TextOf(DeliveryResult delivery) => Encoding.UTF8.GetString(delivery.Reply.Span);
}
