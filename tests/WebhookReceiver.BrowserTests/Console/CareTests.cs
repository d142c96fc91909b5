namespace WebhookReceiver.BrowserTests.Console;

/// <summary>Looking after the server: who did what, a version that is held, tables, a forgotten value.</summary>
public sealed class CareTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    [Fact]
    public async Task The_audit_says_who_looked_at_whom_and_filters_stand_in_the_address()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "When do you open?");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/audit");
        await page.SeeAsync("Nothing is written down here yet, or nothing fits.");

        await page.GoAsync("/conversations");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("•••17");
        await page.PressAsync("Show number");
        await page.SeeAsync(Bakery.Ann);
        await page.GoAsync("/audit");

        Assert.Equal(["showed a number", "read a conversation"], await page.TextsAsync("tbody td:nth-child(3)"));
        Assert.DoesNotContain(Bakery.Ann, await page.TextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "audit.png");

        await page.Browser.SelectAsync("#act", "contact.number");
        await page.UntilAsync("location.search === '?act=contact.number'");
        await page.UntilAsync("document.querySelectorAll('tbody tr').length === 1");
        await page.ClickAsync("tbody a");
        await page.UntilAsync("location.search.includes('object=')");
        await page.WidthAsync(360);
        await AccessibilityTests.KeepPictureAsync(page, "audit-360.png");
        Assert.Equal(360, await page.AskAsync<int>("document.documentElement.scrollWidth"));
        await page.GoAsync("/audit?since=9999-12-31&until=0001-01-01&after=x");
        await page.SeeAsync("'after' is the 'next' of the part before.");
    }

    [Fact]
    public async Task A_version_is_held_told_on_every_page_and_released()
    {
        using var bakery = await Bakery.OpenAsync();
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/versions");
        await page.PressAsync("Look inside");
        await page.SeeAsync("Hold this version");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await page.FillAsync("#why", "Nobody changes anything on Sunday");
        await page.PressAsync("Hold");
        await page.SeeAsync("answers now and is held.");
        await AccessibilityTests.KeepPictureAsync(page, "version-held.png");

        var text = await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            bakery.File,
            text.Replace("8:00-18:00", "9:00-18:00", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        await page.SeeAsync("The folder has other rules; they wait.");
        await bakery.HearAsync(Bakery.Ann, "When do you open?");
        await page.GoAsync("/conversations?q=open");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("We are open Monday to Friday 8:00-18:00.");

        await page.GoAsync("/versions");
        await page.SeeAsync("“Nobody changes anything on Sunday”");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "versions-held.png");
        await page.WidthAsync(360);
        await AccessibilityTests.KeepPictureAsync(page, "versions-held-360.png");
        Assert.Equal(360, await page.AskAsync<int>("document.documentElement.scrollWidth"));
        await page.PressAsync("Release: the folder decides again");
        await page.SeeAsync("Answers with version");
        await page.UntilAsync("!document.body.innerText.includes('is held')");
    }

    [Fact]
    public async Task A_remembered_value_is_forgotten_and_a_conversation_is_downloaded()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "I live in Cork");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/conversations");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("city = Cork");
        await AccessibilityTests.KeepPictureAsync(page, "conversation-memory.png");

        await page.AskAsync<bool>(
            "(URL.createObjectURL = blob => { blob.text().then(text => window.saved = text); return '#'; }, true)"
        );
        await page.PressAsync("Download as CSV");
        await page.UntilAsync("window.saved?.includes('I live in Cork')");
        await page.PressAsync("Forget city");
        await page.UntilAsync("!document.body.innerText.includes('city = Cork')");
    }

    [Fact]
    public async Task A_trial_is_kept_as_a_test_in_a_draft_and_the_rules_say_what_has_none()
    {
        using var bakery = await Bakery.OpenAsync();
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/rules");
        await page.SeeAsync("Tests reach 1 of 5 rules.");
        await page.UntilAsync("document.body.innerText.includes('has a test')");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "rules-coverage.png");

        await page.GoAsync("/try");
        await page.TypeAsync("#trial-text", "How much is a loaf?");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.SeeAsync("A loaf costs 4 euros.");
        await AccessibilityTests.KeepPictureAsync(page, "try-keep.png");
        await page.PressAsync("Keep as a test");
        await page.SeeAsync("2 of 2 tests pass.");
        await AccessibilityTests.KeepPictureAsync(page, "review-test.png");
        await page.PressAsync("Save and make live");
        await page.SeeAsync("answers now.");

        Assert.Contains(
            "    tests:\n      - say: How much is a loaf?\n        reply: A loaf costs 4 euros.\n",
            await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_editor_proposes_keys_with_their_meaning_and_names_of_the_files()
    {
        var page = await OpenAsync("/rules/files/bakery.yaml");
        await page.UntilAsync("window.monaco?.editor.getModels().length === 1");
        await page.ClickAsync(".monaco-editor .view-lines");
        await page.Browser.Keyboard.DownAsync("Control");
        await page.Browser.Keyboard.PressAsync("End");
        await page.Browser.Keyboard.UpAsync("Control");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.Browser.Keyboard.TypeAsync("w");
        await page.UntilAsync("document.querySelector('.suggest-widget.visible')?.innerText.includes('when')");
        await AccessibilityTests.KeepPictureAsync(page, "completion.png");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.UntilAsync("monaco.editor.getModels()[0].getValue().endsWith('    when: ')");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.Browser.Keyboard.TypeAsync("answers: ci");
        await page.UntilAsync("document.querySelector('.suggest-widget.visible')?.innerText.includes('city')");
    }

    [Fact]
    public async Task Rules_that_wait_are_approved_on_the_page_of_versions()
    {
        using var bakery = await Bakery.OpenAsync(("Rules__Gate", "manual"));
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var page = await OpenAsync(console.Address, "/versions");
        var text = await File.ReadAllTextAsync(bakery.File, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            bakery.File,
            text.Replace("8:00-18:00", "9:00-18:00", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        await page.SeeAsync("waits for approval.");
        await page.UntilAsync(
            "[...document.querySelectorAll('button')].some(one => one.innerText.startsWith('Approve version'))"
        );
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "approve.png");
        await page.ClickAsync("::-p-xpath(//button[starts-with(normalize-space(.), 'Approve version')])");
        await page.SeeAsync("answers now.");

        await bakery.HearAsync(Bakery.Ann, "When do you open?");
        await page.GoAsync("/conversations?q=open");
        await page.FollowAsync(".talks a", "Conversation with");
        await page.SeeAsync("We are open Monday to Friday 9:00-18:00.");
    }

    [Fact]
    public async Task The_API_is_readable_without_a_program_of_another_host()
    {
        var page = await OpenAsync("/api-reference");
        await page.TypeAsync("#api-search", "handover");
        await page.UntilAsync("document.querySelectorAll('details.panel').length < 6");
        await page.ClickAsync("details.panel summary");
        await page.SeeAsync("Authorization: Bearer $KEY");
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));
        await AccessibilityTests.KeepPictureAsync(page, "api.png");
    }

    [Fact]
    public async Task Who_reads_a_conversation_sees_who_else_does()
    {
        using var bakery = await Bakery.OpenAsync();
        await bakery.HearAsync(Bakery.Ann, "When do you open?");
        var console = await StartConsoleAsync(bakery.Receiver.ManagementAddress);
        var one = await OpenAsync(console.Address, "/conversations");
        await one.FollowAsync(".talks a", "Conversation with");
        await one.SeeAsync("Conversation with");
        Assert.DoesNotContain("also looks", await one.TextAsync("main"), StringComparison.Ordinal);
        var other = await OpenAsync(console.Address, "/conversations");
        await other.FollowAsync(".talks a", "Conversation with");

        await one.SeeAsync("also looks at this conversation.");
        Assert.Empty(await AccessibilityTests.FindingsAsync(one));
        await other.PressAsync("Waiting");
        await one.UntilAsync("!document.body.innerText.includes('also looks')");
    }
}
