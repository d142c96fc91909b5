using System.Net;
using System.Text.Json;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>
/// The page's files and the rest of the desk; WebhookReceiver.BrowserTests covers the page in a browser.
/// </summary>
public sealed class DeskTests
{
    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/page/page.css", "text/css; charset=utf-8")]
    [InlineData("/page/phone.css", "text/css; charset=utf-8")]
    [InlineData("/page/page.js", "text/javascript; charset=utf-8")]
    [InlineData("/page/icon.svg", "image/svg+xml")]
    public async Task The_page_asks_nobody_else(string path, string type)
    {
        await using var simulator = new SimulatorApp();
        using var response = await simulator.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith(
            "default-src 'none'; script-src 'self';",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        var text = (await response.TextAsync()).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotContain("http:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page/nothing.js")]
    [InlineData("/page/..%2Fsimulator.json")]
    [InlineData("/media/1/p.png")]
    public async Task What_is_no_file_of_the_page_is_not_there(string path)
    {
        await using var simulator = new SimulatorApp();
        using var response = await simulator.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task An_uploaded_file_has_an_address_and_runs_nothing_there()
    {
        await using var simulator = new SimulatorApp();
        using var content = new ByteArrayContent([1, 2, 3]);
        using var uploaded = await simulator.Http.PostAsync(
            "/desk/media?name=my%20cake.PNG",
            content,
            TestContext.Current.CancellationToken
        );
        using var file = await simulator.Http.GetAsync("/media/1/my%20cake.PNG", TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"kind":"image","url":"http://localhost/media/1/my%20cake.PNG","name":"my cake.PNG"}""",
            await uploaded.TextAsync()
        );
        Assert.Equal([1, 2, 3], await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("image/png", file.Content.Headers.ContentType!.ToString());
        Assert.Equal("sandbox; default-src 'none'", file.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task The_settings_are_shown_without_the_key()
    {
        await using var simulator = new SimulatorApp().With(
            "Calling:Webhook",
            "https://bot.example.com/webhook?key=secret"
        );

        Assert.Equal(
            """{"webhook":"https://bot.example.com/webhook","projectId":"10777","speedUp":1,"pushPath":"/api/v2/push"}""",
            await simulator.GetAsync("/desk/settings")
        );
    }

    [Fact]
    public async Task The_feed_tells_every_change()
    {
        await using var simulator = new SimulatorApp();
        await using var feed = await simulator.Http.GetStreamAsync("/desk/feed", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(feed);

        Assert.Equal("data: 0", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await simulator.PushTextAsync("0", "refused");
        Assert.Equal("data: 1", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Several_conversations_stand_side_by_side()
    {
        await using var simulator = new SimulatorApp();
        await simulator.SayAsync("one", from: "447700900001");
        await simulator.SayAsync("two", from: "447700900002", channel: "919737001155");

        using var chats = JsonDocument.Parse(await simulator.GetAsync("/desk/chats"));
        Assert.Equal(
            [
                """{"channel":"8","customer":"447700900001"}""",
                """{"channel":"919737001155","customer":"447700900002"}""",
            ],
            chats.RootElement.EnumerateArray().Select(chat => chat.GetProperty("key").GetRawText())
        );
    }

    [Theory]
    [InlineData("""{"from":"447700900123","text":"no channel"}""")]
    [InlineData("""{"channel":"8","from":"447700900123","txt":"an unknown word"}""")]
    [InlineData("no json")]
    public async Task A_message_that_cannot_be_read_is_refused(string message)
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(HttpStatusCode.BadRequest, (await simulator.PostAsync("/desk/messages", message)).Http);
    }
}
