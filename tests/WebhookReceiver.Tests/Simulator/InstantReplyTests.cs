using System.Text.Json;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>The platform's interpretation of an answer (protocol sheet, section 2).</summary>
public sealed class InstantReplyTests
{
    [Theory]
    [InlineData("""{"message-out":"Thanks."}""", """ "text":"Thanks." """)]
    [InlineData("""{"message-out":"Thanks.","delay":"0","type":"1"}""", """ "text":"Thanks." """)]
    [InlineData(
        """{"message-out":"Your invoice","media-url":"https://files.example.net/i/77.pdf","delay":"0","type":"6"}""",
        """ "text":"Your invoice","media":{"kind":"document","url":"https://files.example.net/i/77.pdf"} """
    )]
    [InlineData(
        """{"type":"5","location":{"lat":51.9,"long":-8.47,"name":"Shop","address":"1 Quay St"}}""",
        """ "location":{"lat":51.9,"long":-8.47,"name":"Shop","address":"1 Quay St"} """
    )]
    [InlineData(
        """{"type":"7","contact":[{"first_name":"Ann","last_name":"Doe","phone":"+353 21 555 0100"}]}""",
        """ "contact":{"firstName":"Ann","lastName":"Doe","phone":"+353 21 555 0100"} """
    )]
    public async Task A_reply_appears_in_the_chat(string answer, string content)
    {
        await using var peer = await Peer.StartAsync((200, answer));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        var call = await simulator.SayAsync("hi");

        Assert.Equal("answered", call.GetProperty("state").GetString());
        Assert.Equal(
            $$"""{"speaker":"business","at":"2026-03-02T09:00:00+00:00",{{content.Trim()}},"buttons":[],"via":"reply","number":2}""",
            await LastLineAsync(simulator)
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"success":true,"message":"received"}""")]
    [InlineData("""{"message-out":""}""")]
    public async Task Json_without_a_message_is_silence(string answer)
    {
        await using var peer = await Peer.StartAsync((200, answer));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        Assert.Equal("silent", (await simulator.SayAsync("hi")).GetProperty("state").GetString());
        Assert.Equal(["hi"], await simulator.TextsAsync("8", atLeast: 1));
    }

    [Theory]
    [InlineData(
        "<html>It works!</html>",
        "The answer is not JSON; no reply is sent. It begins with: <html>It works!</html>"
    )]
    [InlineData("", "The answer is not JSON; no reply is sent. It is empty.")]
    [InlineData("[]", "The answer is JSON but not an object; no reply is sent. It begins with: []")]
    public async Task An_answer_that_is_no_json_object_is_shown_as_an_error(string answer, string error)
    {
        await using var peer = await Peer.StartAsync((200, answer));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        Assert.Equal("unreadable", (await simulator.SayAsync("hi")).GetProperty("state").GetString());
        Assert.Equal(["hi", error], await simulator.TextsAsync("8", atLeast: 2));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("\"10\"")]
    public async Task A_delayed_reply_comes_when_its_time_has_come(string delay)
    {
        await using var peer = await Peer.StartAsync((200, $$"""{"message-out":"Later.","delay":{{delay}}}"""));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);
        await simulator.SayAsync("hi");

        simulator.Time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.Equal(["hi"], await simulator.TextsAsync("8", atLeast: 1));
        simulator.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["hi", "Later."], await simulator.TextsAsync("8", atLeast: 2));
        Assert.Equal(
            """{"speaker":"business","at":"2026-03-02T09:00:10+00:00","text":"Later.","buttons":[],"via":"reply","delaySeconds":10,"number":2}""",
            await LastLineAsync(simulator)
        );
    }

    [Theory]
    [InlineData("3601", "The delay 3601 is above the maximum; the reply is sent after 3600 seconds.")]
    [InlineData("\"soon\"", "The delay 'soon' is not a number of seconds; the reply is sent at once.")]
    public async Task A_delay_that_the_platform_would_not_take_is_told(string delay, string note)
    {
        await using var peer = await Peer.StartAsync((200, $$"""{"message-out":"Later.","delay":{{delay}}}"""));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.SayAsync("hi");
        simulator.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["hi", note, "Later."], await simulator.TextsAsync("8", atLeast: 3));
    }

    [Fact]
    public async Task Media_of_a_phone_wait_ten_seconds_in_its_queue()
    {
        await using var peer = await Peer.StartAsync(
            (200, """{"message-out":"Here","media-url":"https://files.example.net/p.jpg"}""")
        );
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.SayAsync("hi", channel: "1");
        Assert.Equal(["hi"], await simulator.TextsAsync("1", atLeast: 1));
        simulator.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["hi", "Here"], await simulator.TextsAsync("1", atLeast: 2));
    }

    [Fact]
    public async Task A_reply_may_choose_another_channel()
    {
        await using var peer = await Peer.StartAsync((200, """{"message-out":"By SMS","application":"3"}"""));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.SayAsync("hi");

        Assert.Equal(["By SMS"], await simulator.TextsAsync("3", atLeast: 1));
    }

    [Fact]
    public async Task Without_a_webhook_the_customer_is_told_how_to_set_one()
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal("unsent", (await simulator.SayAsync("hi")).GetProperty("state").GetString());
        Assert.Equal(
            ["hi", "No webhook is set: start the simulator with --webhook and the receiver's URL."],
            await simulator.TextsAsync("8", atLeast: 2)
        );
    }

    private static async Task<string> LastLineAsync(SimulatorApp simulator)
    {
        using var chat = JsonDocument.Parse(await simulator.GetAsync("/desk/chats/8/447700900123?atLeast=2"));
        return chat.RootElement.GetProperty("lines").EnumerateArray().Last().GetRawText();
    }
}
