using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The wall clock is set, in both directions: what was meant to last keeps its time.</summary>
public sealed class ClockStepTests
{
    private const string Ann = "447700900001";

    private static readonly (string, string) Rules = (
        "shop.yaml",
        """
        rules:
          - { id: welcome, when: hello, cooldown: 1h, reply: Welcome! }
          - { id: hi, when: hello, reply: Hi. }
          - id: book
            when: book
            ask: [{ day: Which day? }, { size: How many? }]
            expires: 30m
            reply: { text: "{{ size }} on {{ day }}.", then: { after: 1h, text: See you. } }
          - { id: name, when: "i am <name>", remember: { name: "{{ name }}", for: 1d }, reply: Noted. }
          - { id: who, when: who, reply: "{{ contact.name | default: 'nobody' }}" }
          - { id: first, when: { first: 2h }, stage: fallback, reply: Long time no see. }
          - { id: other, stage: fallback, reply: Pardon? }
        """
    );

    public static TheoryData<int, bool> Steps =>
        new()
        {
            { 2, false },
            { -2, false },
            { 20_000, false },
            { -9_000, false },
            { 2, true },
            { -2, true },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_waits_goes_out_when_its_time_has_passed_and_not_before(int days, bool isRestarted)
    {
        using var rig = new SendingRig();
        await FollowUpAsync(rig, after: TimeSpan.FromHours(1));
        await rig.RunAsync();

        await StepAsync(rig, days, isRestarted);
        await rig.RunAsync();
        Assert.Empty(rig.Peer.Recipients);
        rig.Journal.Time.Advance(TimeSpan.FromMinutes(59));
        await rig.RunAsync();
        Assert.Empty(rig.Peer.Recipients);
        rig.Journal.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.RunAsync();

        Assert.Equal([Ann], Assert.Single(rig.Peer.Recipients));
        Assert.Single(
            rig.Journal.Log.Warnings,
            line => line.StartsWith("The clock was set ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_expires_expires_in_its_time(int days, bool isRestarted)
    {
        using var rig = new SendingRig();
        rig.Peer.IsAway = true;
        await rig.AddAsync(Ann, "hi", expiresAfter: TimeSpan.FromHours(1));

        await StepAsync(rig, days, isRestarted);
        await rig.OutboxDispatcher.RoundAsync(rig.Epoch, TestContext.Current.CancellationToken);
        Assert.NotEqual(OutboxState.Dead, (await rig.StateOfAsync("r1")).State);
        rig.Journal.Time.Advance(TimeSpan.FromHours(1));
        await rig.OutboxDispatcher.RoundAsync(rig.Epoch, TestContext.Current.CancellationToken);

        Assert.Equal(OutboxState.Dead, (await rig.StateOfAsync("r1")).State);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_session_lasts_its_time(int days, bool isRestarted)
    {
        using var rig = new SendingRig();
        await rig.Journal.DeliverAsync(rig.Journal.Message("id-1", sender: Ann));
        await rig.AddAsync(Ann, "first", OnOfficial);
        await rig.RunAsync();

        await StepAsync(rig, days, isRestarted);
        rig.Journal.Time.Advance(rig.Options.SessionLasts - TimeSpan.FromSeconds(1));
        await rig.AddAsync(Ann, "second", OnOfficial);
        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.AddAsync(Ann, "third", OnOfficial);
        await rig.RunAsync();

        Assert.Equal(2, rig.Peer.Recipients.Count());
        Assert.Equal(OutboxState.Refused, (await rig.StateOfAsync("r3")).State);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task What_was_ordered_for_a_date_keeps_the_date(int days)
    {
        using var rig = new SendingRig();
        var date = JournalRig.Start.AddDays(5);
        var order = await rig.AddAsync(Ann, "later");
        await rig.Outbox.ChangeAsync(new OutboxChange("r1", OutboxState.Cancelled, JournalRig.Start));
        await rig.Outbox.AddAsync(
            order with
            {
                Id = 0,
                Reference = "dated",
                DueAt = date,
                ExpiresAt = date.AddDays(1),
            }
        );

        await StepAsync(rig, days, isRestarted: false);
        await rig.RunAsync();

        var entry = (await rig.Outbox.FindAsync("dated"))!;
        Assert.Equal((date, date.AddDays(1)), (entry.DueAt, entry.ExpiresAt));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task What_is_ordered_at_once_after_a_step_goes_out_at_once(int days)
    {
        using var rig = new SendingRig();

        await StepAsync(rig, days, isRestarted: false);
        var order = await rig.AddAsync(Ann, "now", expiresAfter: TimeSpan.FromHours(1));
        await rig.RunAsync();

        var entry = (await rig.Outbox.FindAsync("r1"))!;
        Assert.Equal((order.DueAt, order.ExpiresAt), (entry.DueAt, entry.ExpiresAt));
        Assert.Equal([Ann], Assert.Single(rig.Peer.Recipients));
    }

    [Fact]
    public void A_process_that_was_stopped_between_two_reads_of_clocks_sees_no_step()
    {
        var time = new SteppingTime(JournalRig.Start);
        var before = ClockPair.Of(time).Offset;

        time.StopAfterRead(TimeSpan.FromHours(1));

        Assert.Equal(before, ClockPair.Of(time).Offset);
    }

    [Fact]
    public async Task A_small_difference_is_no_step()
    {
        using var rig = new SendingRig();
        await rig.AddAsync(Ann, "hi", expiresAfter: TimeSpan.FromHours(1));
        var before = (await rig.Outbox.FindAsync("r1"))!.ExpiresAt;

        rig.Journal.Time.SetWallClock(TimeSpan.FromSeconds(59));
        await rig.RunAsync();

        Assert.Equal(before, (await rig.Outbox.FindAsync("r1"))!.ExpiresAt);
        Assert.Empty(rig.Journal.Log.Warnings);
    }

    [Fact]
    public async Task Time_while_the_server_was_off_is_no_step()
    {
        using var rig = new SendingRig();
        await rig.AddAsync(Ann, "hi", expiresAfter: TimeSpan.FromHours(1));

        rig.Journal.Time.Advance(TimeSpan.FromDays(3));
        await rig.RestartAsync();
        await rig.RunAsync();

        Assert.Equal(OutboxState.Dead, (await rig.StateOfAsync("r1")).State);
        Assert.DoesNotContain(rig.Journal.Log.Warnings, IsAboutClock);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(20_000)]
    [InlineData(-9_000)]
    public async Task Forms_cooldowns_memories_and_first_keep_their_time(int days)
    {
        var time = new SteppingTime(JournalRig.Start);
        await using var app = new WebhookApp(Rules) { Time = time };
        Assert.Equal("Welcome!", await app.SayAsync("hello"));
        Assert.Equal("Noted.", await app.SayAsync("i am Ann"));
        Assert.Equal("Which day?", await app.SayAsync("book"));

        time.SetWallClock(TimeSpan.FromDays(days));

        Assert.Equal("How many?", await app.SayAsync("friday"));
        Assert.Equal("4 on friday.", await app.SayAsync("4"));
        Assert.Equal("Hi.", await app.SayAsync("hello"));
        Assert.Equal("Ann", await app.SayAsync("who"));
        Assert.Equal("Pardon?", await app.SayAsync("xyz"));
        Assert.Equal("Which day?", await app.SayAsync("book"));
        time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("Pardon?", await app.SayAsync("friday"));
        time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("Welcome!", await app.SayAsync("hello"));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("Long time no see.", await app.SayAsync("xyz"));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("nobody", await app.SayAsync("who"));
        Assert.Single(app.Log.Lines(new WebhookReceiver.Management.TextLineFormatter()).Split('\n'), IsAboutClock);
    }

    [Fact]
    public async Task Clocks_that_step_forth_and_back_leave_everything_as_it_was()
    {
        using var rig = new SendingRig();
        await FollowUpAsync(rig, after: TimeSpan.FromHours(1));
        var before = (await rig.Journal.Journal.ListAsync(new OutboxQuery())).Single();

        await StepAsync(rig, 2, isRestarted: false);
        await rig.RunAsync();
        await StepAsync(rig, -2, isRestarted: false);
        await rig.RunAsync();

        var after = (await rig.Journal.Journal.ListAsync(new OutboxQuery())).Single();
        Assert.Equal((before.DueAt, before.NextAt, before.ExpiresAt), (after.DueAt, after.NextAt, after.ExpiresAt));
    }

    private static bool IsAboutClock(string line) => line.Contains("The clock was set", StringComparison.Ordinal);

    private static FollowUpMessage OnOfficial(FollowUpMessage message) => message with { Channel = "8", Project = "" };

    private static async Task StepAsync(SendingRig rig, int days, bool isRestarted)
    {
        rig.Journal.Time.SetWallClock(TimeSpan.FromDays(days));
        if (isRestarted)
        {
            await rig.RestartAsync();
        }
    }

    private static Task<string> FollowUpAsync(SendingRig rig, TimeSpan after) =>
        rig.Journal.DeliverAsync(
            rig.Journal.Message("order", sender: Ann) with
            {
                Channel = "10",
                Project = "10777",
            },
            (message, _) =>
                ValueTask.FromResult(
                    JournalRig.Say("{}") with
                    {
                        FollowUps =
                        [
                            new FollowUp(
                                message.ReceivedAt + after,
                                new FollowUpMessage
                                {
                                    Project = "10777",
                                    Channel = "10",
                                    Recipient = Ann,
                                    Kind = FollowUpKind.Then,
                                    Text = "Ready.",
                                }.ToJson()
                            ),
                        ],
                    }
                )
        );
}
