namespace WebhookReceiver.BrowserTests.Console;

/// <summary>A test with a page of the console in a real browser. Nothing may go wrong in the page.</summary>
public abstract class ConsoleTest(BrowserFixture browser, ConsoleFixture fixture) : IAsyncLifetime
{
    private readonly List<ConsolePage> _pages = [];

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

        Assert.Empty(_pages.SelectMany(page => page.Faults));
    }

    internal Task<ConsolePage> OpenAsync(string path, bool isNarrow = false) =>
        OpenAsync(fixture.Console.Address, path, isNarrow);

    internal async Task<ConsolePage> OpenAsync(Uri console, string path, bool isNarrow = false)
    {
        var page = await ConsolePage.OpenAsync(await browser.OpenAsync(), console, path, isNarrow);
        _pages.Add(page);
        return page;
    }
}
