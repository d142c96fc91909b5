namespace WebhookReceiver.Tests.Simulator;

/// <summary>Media of a push (protocol sheet, sections 4.1, 4.2 and 4.5).</summary>
public sealed class PushedMediaTests
{
    [Theory]
    [InlineData("http://files.example.net/p.jpg", "The media URL must be an https address.")]
    [InlineData("files/p.jpg", "The media URL must be an https address.")]
    [InlineData("https://localhost/p.jpg", "The media URL is not public.")]
    [InlineData("https://127.0.0.1/p.jpg", "The media URL is not public.")]
    [InlineData("https://10.1.2.3/p.jpg", "The media URL is not public.")]
    [InlineData("https://172.31.0.1/p.jpg", "The media URL is not public.")]
    [InlineData("https://192.168.0.7/p.jpg", "The media URL is not public.")]
    [InlineData("https://[fd00::1]/p.jpg", "The media URL is not public.")]
    [InlineData("https://nas.local/p.jpg", "The media URL is not public.")]
    [InlineData("https://user:pw@files.example.net/p.jpg", "The media URL is not public.")]
    [InlineData("https://bit.ly/abc", "The media URL redirects.")]
    public async Task A_medium_is_public_and_does_not_redirect(string url, string message)
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(
            $$"""{"status":410,"message":"{{message}}"}""",
            await PushAsync(simulator, $"\"globalmedia\":\"{url}\"")
        );
    }

    [Theory]
    [InlineData("\"globalmedia\":\"https://files.example.net/p.jpg\"")]
    [InlineData("\"globalmedia\":\"https://172.32.0.1/p.jpg\"")]
    [InlineData("\"globalmedia_code\":\"aGVsbG8=\",\"media_name\":\"price-list.pdf\"")]
    public async Task A_good_medium_is_taken(string media)
    {
        await using var simulator = new SimulatorApp();

        Assert.StartsWith("""{"status":100,""", await PushAsync(simulator, media), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"globalmedia_code\":\"no base 64!\"", "The media code is not base64.")]
    [InlineData(
        "\"globalmedia_code\":\"aGVsbG8=\",\"media_name\":\"a-name-of-21-char.pdf\"",
        "media_name is longer than 20 characters."
    )]
    public async Task An_inline_medium_is_base64_with_a_short_name(string media, string message)
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal($$"""{"status":410,"message":"{{message}}"}""", await PushAsync(simulator, media));
    }

    [Fact]
    public async Task An_inline_picture_is_at_most_five_megabytes()
    {
        await using var simulator = new SimulatorApp();
        var large = Convert.ToBase64String(new byte[5_000_001]);

        Assert.Equal(
            """{"status":410,"message":"The medium is too large."}""",
            await PushAsync(simulator, $"\"globalmedia_code\":\"{large}\",\"media_name\":\"p.jpg\"")
        );
    }

    [Fact]
    public async Task Automation_takes_no_media_for_one_recipient()
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(
            """{"status":410,"message":"Media for one recipient are for official and shared numbers only."}""",
            await simulator.PushAsync(
                $$"""{"token":"{{SimulatorApp.Token}}","application":"10","data":[{"number":"447700900123","media":"https://files.example.net/p.jpg"}]}"""
            )
        );
    }

    private static Task<string> PushAsync(SimulatorApp simulator, string media) =>
        simulator.PushAsync(
            $$"""{"token":"{{SimulatorApp.Token}}","application":"10",{{media}},"data":[{"number":"447700900123"}]}"""
        );
}
