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
