namespace WebhookReceiver.BrowserTests.Console;

/// <summary>What every page has: the line of the lamp, the language, the colours.</summary>
public sealed class ShellTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task The_lamp_says_that_all_is_well_and_since_when()
    {
        var page = await OpenAsync("/health");

        await page.SeeAsync("Answers with version");
        Assert.Matches(@"^●\s+Answers with version [0-9a-f]{8}, live since \d\d:\d\d$", await page.TextAsync(".lamp"));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_told_in_words()
    {
        var console = await StartConsoleAsync(new Uri("http://127.0.0.1:9/"));
        var page = await OpenAsync(console.Address, "/health");

        await page.SeeAsync(
            "The receiver at http://127.0.0.1:9/ does not answer. Start it, or set Console:Receiver to its management address."
        );
        await AccessibilityTests.KeepPictureAsync(page, "health-without-receiver.png");
    }

    [Fact]
    public async Task A_console_that_ends_is_told_on_the_open_page()
    {
        var console = await StartConsoleAsync(Fixture.Receiver.ManagementAddress);
        await using var page = await OpenUnwatchedAsync(console.Address, "/conversations");
        console.Dispose();

        await page.SeeAsync("The connection to the console is lost. The page tries again. Reload");
    }

    [Fact]
    public async Task A_receiver_that_ends_is_told_on_the_open_page()
    {
        using var bakery = await Bakery.OpenAsync();
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/conversations");
        await page.SeeAsync("Answers with version");

        bakery.Receiver.Signal("KILL");

        await page.SeeAsync(
            "does not answer. Start it, or set Console:Receiver to its management address. Shown as of"
        );
    }

    [Fact]
    public async Task A_browser_in_Spanish_reads_Spanish()
    {
        var page = await OpenAsync("/health");
        await page.Browser.SetExtraHttpHeadersAsync(new Dictionary<string, string> { ["Accept-Language"] = "es-MX" });
        await page.GoAsync("/health");

        Assert.Equal("Estado", await page.TextAsync("h1"));
        Assert.Equal("es", await page.Browser.EvaluateExpressionAsync<string>("document.documentElement.lang"));
    }
}
