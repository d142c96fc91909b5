using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>A contact who opted out gets no more pushes.</summary>
public sealed class StopTests
{
    private const string Stopped = "the contact opted out";
    private const string Number = "447700900123";

    private static readonly (string, string) Rules = (
        "shop.yaml",
        """
        settings: { stop: stop }
        rules:
          - id: order
            when: order
            reply: { text: Noted., then: [{ after: 1h, text: Ready. }, { after: 2d, text: Happy? }] }
            tell: { to: "447700900999", text: An order. }
        """
    );

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    public async Task Stop_cancels_what_waits_for_the_contact_and_start_does_not_bring_it_back(string store)
    {
        var time = new FakeTimeProvider(JournalRig.Start);
        await using var app = new WebhookApp(Rules) { Time = time }.With("Journal:Store", store);
        await app.SayAsync("order");
        await app.SayAsync("order", from: "447700900777");

        await app.SayAsync("stop");

        Assert.Equal(
            [
                ($"{Number}: Happy?", OutboxState.Cancelled, Stopped),
                ($"{Number}: Ready.", OutboxState.Cancelled, Stopped),
                ("447700900777: Happy?", OutboxState.Pending, null),
                ("447700900777: Ready.", OutboxState.Pending, null),
                ("447700900999: An order.", OutboxState.Pending, null),
                ("447700900999: An order.", OutboxState.Pending, null),
            ],
            await OutboxAsync(app)
        );
        await app.SayAsync("start");
        Assert.Equal(2, (await OutboxAsync(app)).Count(entry => entry.Item2 == OutboxState.Cancelled));
    }

    [Theory]
    [InlineData("500001")]
    [InlineData("")]
    public async Task A_damaged_state_of_the_contact_is_the_reason_that_is_told(string project)
    {
        using var rig = new SendingRig();
        await SayAsync(rig, "city", "Cork");
        await rig.RestartAsync();
        rig.Journal.Count("UPDATE contact SET state = x'7b7d'");

        await rig.AddAsync(Message(project, Number));
        await rig.RunAsync();

        Assert.Equal(
            (
                OutboxState.Cancelled,
                "the contact's state is damaged in the journal, so nobody knows whether the contact opted out"
            ),
            await rig.StateOfAsync("r1")
        );
    }

    [Theory]
    [InlineData("500001", JournalOptions.Sqlite)]
    [InlineData("", JournalOptions.Sqlite)]
    [InlineData("", JournalOptions.None)]
    public async Task What_is_ordered_afterwards_is_cancelled_when_it_is_due_and_nothing_goes_out_in_its_place(
        string project,
        string store
    )
    {
        using var rig = new SendingRig(store: store);
        await SayAsync(rig, "~stopped", "yes");

        await rig.AddAsync(Message(project, Number) with { IfFailed = new FollowUpInstead("3", "By SMS.") });
        await rig.AddAsync(Message(project, "447700900777"));
        await rig.RunAsync();

        Assert.Equal((OutboxState.Cancelled, Stopped), await rig.StateOfAsync("r1"));
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r2")).State);
        Assert.Equal(2, (await rig.Journal.Journal.ListAsync(new OutboxQuery())).Count);

        await SayAsync(rig, "~stopped", value: null);
        await rig.AddAsync(Message(project, Number));
        await rig.RunAsync();
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r3")).State);
    }

    [Fact]
    public async Task What_would_go_out_in_place_of_another_does_not_after_a_stop()
    {
        using var rig = new SendingRig();
        await rig.AddAsync(Message("500001", Number) with { IfFailed = new FollowUpInstead("3", "By SMS.") });
        var failed = new OutboxChange("r1", OutboxState.Refused, rig.Journal.Time.GetUtcNow());
        var entry = (await rig.Outbox.FindAsync("r1"))!;
        await rig.Outbox.ChangeAsync(failed);
        await rig.Outbox.AddAllAsync([
            .. WebhookReceiver.Sending.ChannelFallback.Of(entry, failed, failed.At, TimeSpan.FromHours(1)),
        ]);
        await SayAsync(rig, "~stopped", "yes");

        await rig.RunAsync();

        Assert.Equal((OutboxState.Cancelled, Stopped), await rig.StateOfAsync("r1-i"));
    }

    [Fact]
    public void The_journal_and_the_rules_mean_the_same_by_stopped() =>
        Assert.Equal(ContactState.Stopped, ContactState.OwnPrefix + SystemVariables.Stopped);

    private static FollowUpMessage Message(string project, string number) =>
        new()
        {
            Project = project,
            Channel = "10",
            Recipient = number,
            Kind = FollowUpKind.Ordered,
            Text = "News!",
        };

    private static async Task SayAsync(SendingRig rig, string name, string? value) =>
        await rig.Journal.DeliverAsync(
            rig.Journal.Message($"{name}={value}", sender: Number) with
            {
                Channel = "10",
                Project = "500001",
            },
            (_, _) => ValueTask.FromResult(JournalRig.Say("{}") with { Changes = [new ContactChange(name, value)] })
        );

    private static async Task<(string, OutboxState, string?)[]> OutboxAsync(WebhookApp app) =>
        [
            .. (await app.Services.GetRequiredService<IJournal>().ListAsync(new OutboxQuery()))
                .Select(entry =>
                    ($"{entry.Contact.Sender}: {FollowUpMessage.Read(entry.Body).Text}", entry.State, entry.Detail)
                )
                .OrderBy(entry => entry.Item1, StringComparer.Ordinal),
        ];
}
