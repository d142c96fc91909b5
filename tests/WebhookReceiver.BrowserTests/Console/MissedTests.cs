namespace WebhookReceiver.BrowserTests.Console;

/// <summary>From a message that nobody understood to a live, proven answer, without a line of YAML.</summary>
public sealed class MissedTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task A_topic_becomes_a_live_answer_in_five_actions()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearMessagesAsync();
        await bakery.HearAsync(Bakery.Ben, "gluten free cakes?");
        await bakery.HearAsync(Bakery.Ben, "Is there anything gluten free, please");
        await bakery.HearAsync(Bakery.Ann, "tell me a joke");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var before = await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken);
        var page = await OpenAsync(console.Address, "/");

        await page.ClickAsync("section.panel a[href='/not-understood']");
        await page.SeeAsync("gluten · free");
        Assert.Equal(
            "5 messages in 30 days were not understood. 3 of them belong to topics.",
            Flat(await page.TextAsync(".summary"))
        );
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "not-understood.png");

        await page.PressAsync("Make an answer");
        await page.SeeAsync("Would answer 3 of these 3.");
        Assert.Equal("", await page.AskAsync<string>("document.querySelector('#answer').value"));
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "make-answer.png");
        await page.FillAsync("#answer", "Yes: gluten-free bread, every Friday.");
        await page.PressAsync("Review");

        await page.SeeAsync("4 of 4 tests pass.");
        await AccessibilityTests.KeepPictureAsync(page, "make-answer-review.png");
        await page.PressAsync("Save and make live");
        await page.SeeAsync("answers now.");

        Assert.Equal(before, await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken));
        await bakery.HearAsync(Bakery.Ben, "gluten free rolls?");
        await page.GoAsync("/not-understood");
        await page.SeeAsync("2 messages in 30 days were not understood.");
        await page.SeeAsync("The rules of today answer 3 messages that were not understood then.");
        Assert.DoesNotContain("gluten", await page.TextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_needs_stays_away_and_comes_back()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Zoe, "tell me a joke");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/not-understood", isNarrow: true);
        await page.SeeAsync("tell me a joke");

        await page.PressAsync("Nobody needs this");
        await page.SeeAsync("1 message is left out");
        await bakery.HearAsync(Bakery.Ann, "Tell me a JOKE!");
        await page.GoAsync("/not-understood");
        await page.SeeAsync("2 messages are left out");
        await page.ClickAsync("details > summary");
        await page.SeeAsync("Tell me a JOKE!");
        await AccessibilityTests.KeepPictureAsync(page, "dismissed-360.png");
        await page.PressAsync("Take in again");
        await page.SeeAsync("2 messages in 30 days were not understood.");
    }

    [Fact]
    public async Task A_message_goes_to_the_rule_that_is_near_at_its_line()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "Your opening times?");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var before = await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken);
        var page = await OpenAsync(console.Address, "/not-understood/answer?m=1&rule=hours");

        await page.SeeAsync("Would answer 1 of these 1.");
        await page.FillAsync(".phrase input", "opening times");
        await page.SeeAsync("Fits 1 of these, 0 others in 30 days.");
        await page.PressAsync("Review");
        await page.SeeAsync("2 of 2 tests pass.");
        await page.PressAsync("Save and make live");
        await page.SeeAsync("answers now.");

        Assert.Equal(
            before
                .Replace("when do you open]", "when do you open, opening times]", StringComparison.Ordinal)
                .Replace(
                    "      - say: When do you open?",
                    "      - say: When do you open?\n      - say: \"Your opening times?\"",
                    StringComparison.Ordinal
                ),
            await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Phrases_are_counted_while_they_are_written_and_an_answer_is_asked_for()
    {
        var page = await OpenAsync("/not-understood/answer?m=3");
        await page.SeeAsync("Would answer 1 of these 1.");

        await page.FillAsync(".phrase input", "how much");
        await page.SeeAsync("It fits 1 message that has another answer today.");
        await page.FillAsync(".phrase input", "<day:nothing>");
        await page.SeeAsync("nothing");
        await page.PressAsync("Review");
        await page.SeeAsync("Write an answer, and at least one phrase.");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "make-answer-wrong.png");
    }

    [Fact]
    public async Task The_whole_way_goes_by_keyboard_and_in_Spanish()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "¿Tienen pan sin gluten?");
        await bakery.HearAsync(Bakery.Ben, "tartas sin gluten, por favor");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/");
        await page.Browser.SetExtraHttpHeadersAsync(new Dictionary<string, string> { ["Accept-Language"] = "es-MX" });
        await page.GoAsync("/not-understood");
        await AccessibilityTests.KeepPictureAsync(page, "not-understood-es.png");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));

        await TabToAsync(page, "Crear una respuesta");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.SeeAsync("Respondería a 2 de estos 2.");
        await AccessibilityTests.KeepPictureAsync(page, "make-answer-es.png");
        await bakery.HearAsync(Bakery.Zoe, "I want to talk to a person");
        await page.SeeAsync("En espera (1)");
        await page.Browser.FocusAsync("#answer");
        await page.Browser.Keyboard.SendCharacterAsync("Sí, los viernes.");
        await TabToAsync(page, "Revisar");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.SeeAsync("3 de 3 pruebas");
    }

    /// <summary>Presses Tab until the focus is on a button or link with this text.</summary>
    private static async Task TabToAsync(ConsolePage page, string text)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Browser.Keyboard.PressAsync("Tab");
            if (await page.AskAsync<string>("document.activeElement.innerText.trim()") == text)
            {
                return;
            }
        }

        Assert.Fail($"No way to '{text}' by Tab.");
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
