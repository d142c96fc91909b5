namespace WebhookReceiver.BrowserTests;

/// <summary>The page as a whole.</summary>
public sealed class PageTests(BrowserFixture fixture) : DeskTest(fixture)
{
    [Fact]
    public async Task The_Test_button_says_that_the_webhook_answers()
    {
        await Desk.ClickAsync("#test");
        await Desk.UntilAsync("!document.getElementById('result').hidden");

        Assert.Equal("Test: The webhook answers with JSON. {}", await Desk.TextAsync("#result"));
    }

    [Fact]
    public async Task The_page_asks_nobody_but_the_simulator_and_nothing_goes_wrong_in_it()
    {
        await Desk.SayAsync(Ann, "price list");
        await Desk.LinesAsync(Ann, 2);
        await Desk.ReloadAsync();
        await Desk.LinesAsync(Ann, 2);

        Assert.Contains($"{Desk.Address}desk/messages", Desk.Requests);
        Assert.Empty(Desk.StrangeRequests);
        Assert.Empty(Desk.Faults);
    }
}
