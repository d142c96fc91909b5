using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>Rules for the events of sent messages, over real HTTP between both apps and through the delegate.</summary>
public sealed class EventRuleTests
{
    private const string Ordering = """
        settings: { stop: [stop] }
        rules:
          - id: order
            when: where is my order
            reply:
              text: I am looking.
              then: It is on its way.
        """;

    [Fact]
    public async Task What_failed_goes_out_by_sms_and_if_that_fails_too_nothing_more_happens()
    {
        await using var apps = Apps(
            """
            rules:
              - id: by-sms
                when: { event: failed }
                reply: { channel: sms, text: "By SMS: {{ text }} {{ vars.reason }}" }
            """
        );
        await apps.Platform.FailAsync("""{"next":2,"deliveryError":"The phone is gone"}""");

        await apps.Platform.SayAsync("Where is my order?");
        await apps.PushesAsync(atLeast: 1);
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(
            "3 447700900123: By SMS: It is on its way. the platform reports that it did not arrive: The phone is gone",
            (await apps.PushesAsync(atLeast: 2))[1]
        );
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        await apps.StateAsync(await apps.ReferenceAsync(push: 1), "failed");

        Assert.Equal(
            ["3 Failed", "8 Failed"],
            (await EntriesAsync(apps.Receiver)).Select(entry => $"{entry.Contact.Channel} {entry.State}")
        );
    }

    [Fact]
    public async Task What_was_delivered_may_have_a_word_more_which_then_ends_it()
    {
        await using var apps = Apps(
            """
            rules:
              - id: asks
                when: { event: delivered }
                reply: Did it arrive?
            """
        );

        await apps.Platform.SayAsync("Where is my order?");
        await apps.PushesAsync(atLeast: 1);
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("8 447700900123: Did it arrive?", (await apps.PushesAsync(atLeast: 2))[1]);
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        await apps.StateAsync(await apps.ReferenceAsync(push: 1), "delivered");

        Assert.Equal(2, (await EntriesAsync(apps.Receiver)).Count);
    }

    [Fact]
    public async Task A_new_subscriber_is_welcomed()
    {
        await using var apps = Apps(
            """
            rules:
              - id: welcome
                when: { event: new-subscriber }
                reply: "Welcome, {{ name }}: {{ text }}"
            """,
            ("Calling:TellNewSubscribers", "true")
        );

        await apps.Platform.SayAsync("Hello there");

        Assert.Equal(["8 447700900123: Welcome, Ann: Hello there"], await apps.PushesAsync(atLeast: 1));
    }

    [Fact]
    public async Task An_event_is_decided_once_remembers_and_is_found_in_the_journal_as_what_it_was()
    {
        await using var app = new WebhookApp(
            (
                "rules.yaml",
                """
                rules:
                  - id: failed
                    when: { event: failed }
                    cooldown: 1d
                    remember: { trouble: sms }
                    reply: Sorry.
                    tell: { to: "+353 85 000 0001", text: "{{ number }} {{ vars.reference }}" }
                  - id: trouble
                    when: { contact: { trouble: sms } }
                    reply: We know.
                """
            )
        );
        var react = app.Services.GetRequiredService<HandleEvent>();

        await react(Failed(), "wr1");
        await react(Failed(), "wr1");
        await react(Failed(), "wr2");

        Assert.Equal(
            ["353850000001 447700900123 wr1", "447700900123 Sorry."],
            (await EntriesAsync(app)).Select(entry => $"{entry.Contact.Sender} {FollowUpMessage.Read(entry.Body).Text}")
        );
        Assert.Equal("We know.", await app.SayAsync("hello", from: "447700900123"));
        using var archive = JournalArchive.Open(Path.Combine(app.DataFolder, "journal.db"));
        Assert.Equal(
            [
                """trouble {"message-out":"We know.","delay":"0","type":"1"} """,
                "- {} failed",
                """failed {"message-out":"Sorry.","delay":"0","type":"1"} failed""",
            ],
            archive
                .Find(asked: null, 9)
                .Select(row =>
                    $"{row.RuleName ?? "-"} {System.Text.Encoding.UTF8.GetString(row.Reply!)} {row.Message!.Event}"
                )
        );
    }

    [Fact]
    public async Task Who_said_stop_hears_nothing_of_events_and_no_event_opens_a_session()
    {
        await using var app = new WebhookApp(
            ("1.yaml", Ordering),
            (
                "2.yaml",
                """
                rules:
                  - id: failed
                    when: { event: failed }
                    reply: Sorry.
                """
            )
        );
        await app.SayAsync("stop", from: "447700900123");
        var react = app.Services.GetRequiredService<HandleEvent>();

        await react(Failed(), "wr1");
        await react(Failed() with { Sender = "447700900124" }, "wr2");

        Assert.Equal("447700900124", Assert.Single(await EntriesAsync(app)).Contact.Sender);
        var journal = app.Services.GetRequiredService<IJournal>();
        Assert.Null(await journal.LastHeardAsync(new ContactKey("500001", "8", "447700900124")));
    }

    [Fact]
    public async Task Rules_for_messages_hear_nothing_of_events_and_the_others_nothing_of_messages()
    {
        await using var app = new WebhookApp(
            (
                "rules.yaml",
                """
                rules:
                  - id: everything
                    reply: You wrote.
                  - id: events
                    stage: before
                    when: { event: [failed, read] }
                    reply: It failed.
                """
            )
        );

        Assert.Equal("You wrote.", await app.SayAsync("failed", from: "447700900123"));
        await app.Services.GetRequiredService<HandleEvent>()(Failed(), "wr1");

        Assert.Equal("It failed.", FollowUpMessage.Read(Assert.Single(await EntriesAsync(app)).Body).Text);
    }

    private static IncomingMessage Failed() =>
        new()
        {
            Event = EventKinds.Failed,
            Project = "500001",
            Channel = "8",
            Sender = "447700900123",
            Text = "Your order is ready.",
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["reference"] = "wr1" },
            ReceivedAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        };

    private static TwoApps Apps(string rules, params (string Name, string Value)[] platform)
    {
        var apps = new TwoApps(("1.yaml", Ordering), ("2.yaml", rules));
        foreach (var (name, value) in platform)
        {
            apps.Platform.With(name, value);
        }

        apps.Start();
        return apps;
    }

    private static ValueTask<IReadOnlyList<OutboxEntry>> EntriesAsync(WebhookApp app) =>
        app.Services.GetRequiredService<IJournal>().ListAsync(new OutboxQuery());
}
