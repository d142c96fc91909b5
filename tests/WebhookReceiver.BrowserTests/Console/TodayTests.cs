namespace WebhookReceiver.BrowserTests.Console;

/// <summary>Is it well, in five seconds.</summary>
public sealed class TodayTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task Today_counts_messages_and_people_and_says_what_needs_a_person()
    {
        var page = await OpenAsync("/");

        Assert.Equal("5 messages from 3 people · 60% got an answer of a rule", Flat(await page.TextAsync(".summary")));
        Assert.Equal(
            ["1 customer waits for you. Open", "2 messages were not understood. Look"],
            (await page.TextsAsync("section.panel li")).Select(Flat)
        );
        Assert.Contains("Never used: city", await page.TextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_message_three_steps_are_shown()
    {
        using var bakery = await Bakery.OpenAsync();
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/");

        await page.SeeAsync("No message has arrived yet.");
        Assert.Equal(3, (await page.TextsAsync("main ol li")).Length);
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "first-start.png");
    }

    [Fact]
    public async Task Numbers_are_a_chart_a_table_and_a_link()
    {
        var page = await OpenAsync("/numbers?days=1&split=rule");

        Assert.Equal(
            ["fallback 2 40%", "hours 1 20%", "person 1 20%", "prices 1 20%"],
            (await page.TextsAsync("main > table tbody tr, main div > table tbody tr, table.list tbody tr"))
                .Take(4)
                .Select(Flat)
        );
        await page.Browser.SelectAsync("#split", "outcome");
        await page.UntilAsync("location.search === '?days=1&split=outcome'");
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
