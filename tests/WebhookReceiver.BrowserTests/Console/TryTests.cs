namespace WebhookReceiver.BrowserTests.Console;

/// <summary>The trial phone.</summary>
public sealed class TryTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task A_trial_is_answered_with_its_reason_and_reaches_nobody()
    {
        var page = await OpenAsync("/try");
        await page.TypeAsync("#trial-text", "I live in Cork");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.SeeAsync("Thank you!");

        Assert.Equal(["I live in Cork", "Thank you!"], await page.TextsAsync(".bubble .spoken"));
        Assert.Contains("Trial · city", await page.TextAsync(".bubble.trial .under"), StringComparison.Ordinal);
        Assert.Contains(
            "Answered by city, because none of the 2 rules before it fits.",
            await page.TextAsync("main"),
            StringComparison.Ordinal
        );
        Assert.Contains("city = Cork", await page.TextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "try-answered.png");

        await page.GoAsync("/conversations?q=cork");
        await page.SeeAsync("No message fits. Clear the filter to see all.");
    }

    [Fact]
    public async Task A_button_is_pressed_and_a_trial_begins_again()
    {
        var page = await OpenAsync("/try", isNarrow: true);
        await page.PressAsync("Another kind of message, day or channel");
        await page.Browser.SelectAsync("#trial-kind", "location");
        await page.PressAsync("Try");
        await page.SeeAsync("Sorry, we did not understand that.");
        await AccessibilityTests.KeepPictureAsync(page, "try-narrow.png");
        Assert.Equal(360, await page.Browser.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"));

        await page.PressAsync("Start again");
        await page.UntilAsync("document.querySelectorAll('.bubble').length === 0");
    }
}
