namespace WebhookReceiver.BrowserTests.Console;

/// <summary>A test with a page of the console in a real browser. Nothing may go wrong in the page.</summary>
public abstract class ConsoleTest(BrowserFixture browser, ConsoleFixture fixture) : IAsyncLifetime
{
    private readonly List<ConsolePage> _pages = [];
    private readonly List<ConsoleProcess> _consoles = [];

    internal ConsoleFixture Fixture => fixture;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.OfThisMachine.Path is null, Chromium.OfThisMachine.Missing);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var page in _pages)
        {
            await page.DisposeAsync();
        }

        // After the pages: an open page complains when its console ends.
        foreach (var console in _consoles)
        {
            console.Dispose();
        }

        Assert.Empty(_pages.SelectMany(page => page.Faults));
    }

    /// <summary>A console of this test's own.</summary>
    internal async Task<ConsoleProcess> StartConsoleAsync(Uri receiver, params string[] settings)
    {
        var console = await ConsoleProcess.StartAsync(receiver, settings);
        _consoles.Add(console);
        return console;
    }

    internal Task<ConsolePage> OpenAsync(string path, bool isNarrow = false) =>
        OpenAsync(fixture.Console.Address, path, isNarrow);

    /// <summary>A page whose complaints do not count, since the test ends what it needs.</summary>
    internal async Task<ConsolePage> OpenUnwatchedAsync(Uri console, string path) =>
        await ConsolePage.OpenAsync(await browser.OpenAsync(), console, path);

    internal async Task<ConsolePage> OpenAsync(Uri console, string path, bool isNarrow = false)
    {
        var page = await ConsolePage.OpenAsync(await browser.OpenAsync(), console, path, isNarrow);
        _pages.Add(page);
        return page;
    }
}
