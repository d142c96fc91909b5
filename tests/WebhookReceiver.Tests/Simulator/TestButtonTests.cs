namespace WebhookReceiver.Tests.Simulator;

/// <summary>The Test button posts dummy data and expects JSON (protocol sheet, section 1.1).</summary>
public sealed class TestButtonTests
{
    [Theory]
    [InlineData(200, "{}", """{"isGood":true,"words":"The webhook answers with JSON.","answer":"{}"}""")]
    [InlineData(200, "OK", """{"isGood":false,"words":"The answer is not JSON; no reply is sent.","answer":"OK"}""")]
    [InlineData(404, "{}", """{"isGood":false,"words":"The webhook failed: HTTP 404 instead of 200.","answer":"{}"}""")]
    public async Task The_button_says_what_the_console_would(int http, string answer, string result)
    {
        await using var peer = await Peer.StartAsync((http, answer));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        Assert.Equal(result, (await simulator.PostAsync("/desk/test", "")).Body);
        Assert.Equal([""], await peer.BodiesAsync(1));
    }

    [Fact]
    public async Task What_it_posts_is_a_setting()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp()
            .With("Calling:Webhook", peer.Url)
            .With("Calling:TestBody", """{"test":1}""");

        await simulator.PostAsync("/desk/test", "");

        Assert.Equal(["""{"test":1}"""], await peer.BodiesAsync(1));
    }
}
