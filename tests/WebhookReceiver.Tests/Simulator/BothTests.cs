using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>The receiver and the platform on one desk, over real HTTP: two readings of one protocol sheet.</summary>
public sealed class BothTests
{
    private const string Rules = """
        rules:
          - id: greeting
            when: [hi, "what does it cost? €"]
            reply: Good morning!
          - id: yes
            when:
              button: yes-1
            reply: You said yes.
        """;

    [Fact]
    public async Task A_customer_writes_and_the_instant_reply_appears_in_the_chat()
    {
        await using var receiver = new WebhookApp(("rules.yaml", Rules));
        receiver.UseKestrel();
        await using var simulator = new SimulatorApp().With(
            "Calling:Webhook",
            $"{receiver.PublicAddress}webhook?key={WebhookApp.Key}"
        );
        simulator.UseKestrel();

        foreach (var channel in (string[])["8", "121", "101", "10", "1", "3"])
        {
            await simulator.SayAsync("What does it cost? €", channel: channel);

            Assert.Equal(["What does it cost? €", "Good morning!"], await simulator.TextsAsync(channel, atLeast: 2));
        }
    }

    [Fact]
    public async Task A_group_is_one_chat_and_only_rules_for_groups_answer_in_it()
    {
        await using var receiver = new WebhookApp(
            (
                "rules.yaml",
                """
                rules:
                  - id: called
                    when: { words: help, chat: mention }
                    reply: "Here, {{ message.group }}!"
                  - id: helper
                    when: help
                    reply: Only for one.
                """
            )
        );
        receiver.UseKestrel();
        await using var simulator = new SimulatorApp().With(
            "Calling:Webhook",
            $"{receiver.PublicAddress}webhook?key={WebhookApp.Key}"
        );

        await SayAsync("447700900123", "Ann", "help", "[]");
        await SayAsync("447700900456", "Ben", "help, bot", """["447700900999"]""");

        Assert.Equal(
            ["help", "help, bot", "Here, Book club!"],
            await simulator.TextsAsync("10", atLeast: 3, customer: "1203")
        );
        using var chat = System.Text.Json.JsonDocument.Parse(await simulator.GetAsync("/desk/chats/10/1203"));
        Assert.Equal("447700900456", chat.RootElement.GetProperty("from").GetString());
        Assert.Equal("""{"id":"1203","name":"Book club"}""", chat.RootElement.GetProperty("group").GetRawText());

        Task SayAsync(string from, string name, string text, string mentions) =>
            simulator.PostAsync(
                "/desk/messages",
                $$$"""{"channel":"10","from":"{{{from}}}","name":"{{{name}}}","text":"{{{text}}}","group":{"id":"1203","name":"Book club","mentions":{{{mentions}}}}}"""
            );
    }

    [Fact]
    public async Task An_event_on_order_is_kept_by_the_receiver()
    {
        await using var receiver = new WebhookApp();
        receiver.UseKestrel();
        await using var simulator = new SimulatorApp().With(
            "Calling:Events",
            $"{receiver.PublicAddress}events?key={WebhookApp.Key}"
        );

        await simulator.PostAsync(
            "/desk/events",
            """{"event_id":3,"action":1,"group_id":"1203","group_subject":"Book club","number":"447700900123","application":10}"""
        );

        var journal = receiver.Services.GetRequiredService<WebhookReceiver.Storage.IJournal>();
        Assert.Equal(
            WebhookReceiver.Decoding.DeliveryEventKind.GroupMember,
            Assert.Single(await journal.Outbox.UnsettledEventsAsync(9)).Kind
        );
        Assert.Equal(
            (
                System.Net.HttpStatusCode.BadRequest,
                "\"event_id is missing. Write 2 for a filter report, 3 for a change in a group.\""
            ),
            await simulator.PostAsync("/desk/events", "{}")
        );
    }

    [Fact]
    public async Task A_tap_is_understood_and_the_test_button_is_content()
    {
        await using var receiver = new WebhookApp(("rules.yaml", Rules));
        receiver.UseKestrel();
        await using var simulator = new SimulatorApp().With(
            "Calling:Webhook",
            $"{receiver.PublicAddress}webhook?key={WebhookApp.Key}"
        );

        await simulator.PostAsync(
            "/desk/messages",
            """{"channel":"8","from":"447700900123","text":"Yes","tap":{"kind":"button","id":"yes-1"}}"""
        );

        Assert.Equal(["Yes", "You said yes."], await simulator.TextsAsync("8", atLeast: 2));
        Assert.Equal(
            """{"isGood":true,"words":"The webhook answers with JSON.","answer":"{}"}""",
            (await simulator.PostAsync("/desk/test", "")).Body
        );
    }
}
