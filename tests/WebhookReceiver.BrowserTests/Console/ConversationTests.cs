namespace WebhookReceiver.BrowserTests.Console;

/// <summary>Who wrote what, what he got, and why.</summary>
public sealed class ConversationTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task The_list_shows_the_last_message_of_each_person_without_a_number()
    {
        var page = await OpenAsync("/conversations");

        Assert.Equal(
            [
                "<img src=x onerror=alert(1)> \u202Eevil\u202C مرحبا 🥐",
                "I want to talk to a person",
                "Do you have gluten free bread?",
            ],
            await page.TextsAsync(".talks .spoken")
        );
        Assert.Equal(["•••42", "•••88", "•••17"], await page.TextsAsync(".talks strong"));
        var html = await page.Browser.GetContentAsync();
        Assert.DoesNotContain(Bakery.Ann, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_stands_in_the_address_and_survives_reload_and_back()
    {
        var page = await OpenAsync("/conversations");
        await page.FillAsync("#q", "GLUTEN");
        await page.UntilAsync("document.querySelectorAll('.talks li').length === 1");
        Assert.EndsWith("/conversations?q=GLUTEN", page.Browser.Url, StringComparison.Ordinal);

        await page.ClickAsync("#understood");
        await page.UntilAsync("location.search === '?q=GLUTEN&understood=no'");
        await page.GoAsync("/conversations?q=GLUTEN&understood=no");
        Assert.Equal(["Do you have gluten free bread?"], await page.TextsAsync(".talks .spoken"));

        await page.PressAsync("Clear the filter");
        await page.UntilAsync("document.querySelectorAll('.talks li').length === 3");
        await page.Browser.GoBackAsync();
        await page.UntilAsync("document.querySelectorAll('.talks li').length === 1");
    }

    [Fact]
    public async Task A_conversation_shows_both_directions_and_why()
    {
        var page = await OpenAsync("/conversations?q=gluten");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("Conversation with");

        Assert.Equal(
            [
                "When do you open?",
                "We are open Monday to Friday 8:00-18:00.",
                "Do you have gluten free bread?",
                "Sorry, we did not understand that.",
            ],
            await page.TextsAsync(".bubble .spoken")
        );
        await page.ClickAsync(".bubble.out .link");
        await page.SeeAsync("Answered by hours, the first rule.");
        Assert.Equal("✓ hours answers", Flat(await page.TextAsync(".why details[open] summary")));
        Assert.Contains("fits", await page.TextAsync(".why details[open] .conditions li"), StringComparison.Ordinal);
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "conversation-why.png");
    }

    [Fact]
    public async Task A_number_is_shown_to_an_owner_who_asks_for_it()
    {
        var page = await OpenAsync("/conversations?q=gluten");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("Conversation with");
        await page.SeeAsync("•••17");
        await page.PressAsync("Show number");

        await page.SeeAsync(Bakery.Ann);
    }

    [Fact]
    public async Task A_text_of_a_customer_is_shown_as_text_on_a_phone_in_the_dark()
    {
        var page = await OpenAsync("/conversations?q=onerror", isNarrow: true);
        await page.ColourAsync("dark");
        await page.FollowAsync(".talks a", "Conversation with");
        // The list shows the text, too.
        await page.SeeAsync("Conversation with");
        await page.SeeAsync("<img src=x onerror=alert(1)>");

        Assert.Equal(360, await page.Browser.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "conversation-dark-360.png");
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
