namespace WebhookReceiver.BrowserTests.Console;

/// <summary>An answer is changed, proven, made live, and brought back, without a line of YAML.</summary>
public sealed class ChangeTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task An_answer_is_changed_reviewed_published_and_restored()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearMessagesAsync();
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var before = await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken);
        var page = await OpenAsync(console.Address, "/rules");
        await AccessibilityTests.KeepPictureAsync(page, "rules.png");

        await page.ClickAsync("[aria-label='Change hours']");
        await page.SeeAsync("Nothing is live before you say so.");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "change.png");
        await page.FillAsync("textarea", "We are open Monday to Saturday 8:00-18:00.");
        await page.PressAsync("Review");

        await page.SeeAsync("The rules can be read.");
        Assert.Equal(
            [
                "✓ The rules can be read.",
                "✓ 1 of 1 tests pass.",
                "! 4 of 5 past messages get the same answer.",
                "✓ Nobody changed these files since you began.",
            ],
            await page.TextsAsync("section.panel > ul:first-of-type > li")
        );
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "review.png");
        await page.FillAsync("#note", "Open on Saturdays");
        await page.PressAsync("Save and make live");
        await page.SeeAsync("answers now.");

        var after = await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken);
        Assert.Equal(before.Replace("to Friday", "to Saturday", StringComparison.Ordinal), after);

        await page.PressAsync("Versions");
        await page.SeeAsync("Open on Saturdays");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "versions.png");
        await page.PressAsync("Compare with now");
        await page.SeeAsync("Restoring it would change this:");
        await AccessibilityTests.KeepPictureAsync(page, "version.png");
        await page.PressAsync("Restore");
        await page.SeeAsync("answers now.");

        Assert.Equal(before, await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_mistake_in_a_file_is_marked_while_typing_and_mended_by_keyboard()
    {
        using var bakery = await Bakery.OpenAsync();
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/rules/files/bakery.yaml");
        await page.UntilAsync("window.monaco?.editor.getModels().length === 1");
        Assert.Equal(
            await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken),
            await page.AskAsync<string>("monaco.editor.getModels()[0].getValue()")
        );

        await page.AskAsync<bool>(
            "(monaco.editor.getModels()[0].setValue(monaco.editor.getModels()[0].getValue().replace('when: [opening', 'wehn: [opening')), true)"
        );
        await page.SeeAsync("Not good yet:");
        await page.UntilAsync("monaco.editor.getModelMarkers({}).length === 1");
        await AccessibilityTests.KeepPictureAsync(page, "file.png");
        await page.UntilAsync("document.querySelector('.squiggly-error')");
        Assert.Contains("bakery.yaml:7", await page.TextAsync("main"), StringComparison.Ordinal);
        await AccessibilityTests.KeepPictureAsync(page, "file.png");

        await page.ClickAsync(".monaco-editor .view-lines");
        await page.Browser.Keyboard.PressAsync("F8");
        await page.Browser.Keyboard.PressAsync("Escape");
        await page.Browser.Keyboard.DownAsync("Control");
        await page.Browser.Keyboard.PressAsync(".");
        await page.Browser.Keyboard.UpAsync("Control");
        await page.SeeAsync("→ when");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.SeeAsync("All is well, 1 of 1 tests pass.");
    }
}
