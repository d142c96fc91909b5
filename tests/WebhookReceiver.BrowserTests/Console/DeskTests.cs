namespace WebhookReceiver.BrowserTests.Console;

/// <summary>A person answers instead of the rules.</summary>
public sealed class DeskTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task A_conversation_is_taken_over_and_given_back()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "When do you open?");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/conversations");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("The rules answer this customer.");

        await page.PressAsync("Take over");
        await page.SeeAsync("A person talks to this customer, until");
        await bakery.HearAsync(Bakery.Ann, "How much is it?");
        await page.SeeAsync("a person answers");
        await AccessibilityTests.KeepPictureAsync(page, "taken-over.png");
        await page.PressAsync("Give back");
        await page.SeeAsync("The rules answer this customer.");
        await bakery.HearAsync(Bakery.Ann, "How much is it?");

        await page.SeeAsync("A loaf costs 4 euros.");
    }

    [Fact]
    public async Task A_person_is_forgotten_after_the_last_four_digits()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "When do you open?");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/conversations");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("Forget this person…");
        await page.PressAsync("Forget this person…");

        await page.TypeAsync("#digits", Bakery.Ann[^4..]);
        await page.PressAsync("Forget");
        await page.SeeAsync("Forgotten: 1 message is erased.");
        await page.GoAsync("/conversations");

        await page.SeeAsync("No message has arrived yet.");
    }
}
