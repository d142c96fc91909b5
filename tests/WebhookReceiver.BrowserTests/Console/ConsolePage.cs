using System.Collections.Concurrent;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>Uses the console as a person does. Every wait ends at the page change it expects.</summary>
internal sealed class ConsolePage : IAsyncDisposable
{
    private static readonly WaitForFunctionOptions OnChange = new() { Polling = WaitForFunctionPollingOption.Raf };

    private readonly IPage _page;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _faults = [];

    private ConsolePage(IPage page, Uri address)
    {
        _page = page;
        _address = address;
        page.DefaultTimeout = 30_000;
        page.Request += (_, e) =>
            Note(e.Request.Url, e.Request.Url.StartsWith(address.AbsoluteUri, StringComparison.Ordinal));
        page.PageError += (_, e) => Note(e.Message, isRight: false);
        page.Console += (_, e) =>
            Note(e.Message.Text, e.Message.Type is not (ConsoleType.Error or ConsoleType.Warning));
    }

    /// <summary>Uncaught errors, refused scripts and styles, complaints of the console, requests to other hosts.</summary>
    public IEnumerable<string> Faults => _faults;

    public IPage Browser => _page;

    public static async Task<ConsolePage> OpenAsync(IPage page, Uri address, string path = "/", bool isNarrow = false)
    {
        var console = new ConsolePage(page, address);
        await page.EmulateTimezoneAsync("Europe/Dublin");
        await console.ColourAsync("light");
        await console.WidthAsync(isNarrow ? 360 : 1280);
        await console.GoAsync(path);
        return console;
    }

    public Task WidthAsync(int width) => _page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 800 });

    /// <summary>Prefers light or dark colours, and no movement.</summary>
    public Task ColourAsync(string scheme) =>
        _page.EmulateMediaFeaturesAsync([
            new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme },
            new MediaFeatureValue { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" },
        ]);

    /// <summary>Opens an address of the console, and waits for what it shows.</summary>
    public async Task GoAsync(string path)
    {
        await _page.GoToAsync(new Uri(_address, path).AbsoluteUri);
        await UntilAsync(
            "document.querySelector('h1') && !document.body.innerText.includes('Loading…') && !document.querySelector('.editor:empty')"
        );
    }

    public Task ClickAsync(string selector) => _page.Locator(selector).ClickAsync();

    /// <summary>Follows a link to a page. A list that is drawn anew under the pointer takes no click, so it clicks once more.</summary>
    /// <param name="selector">The link.</param>
    /// <param name="seen">What only that page shows.</param>
    public async Task FollowAsync(string selector, string seen)
    {
        const int Tries = 15;
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                await ClickAsync(selector);
                await _page.WaitForFunctionAsync(
                    $"() => document.body.innerText.includes({System.Text.Json.JsonSerializer.Serialize(seen)})",
                    new WaitForFunctionOptions { Timeout = 4_000 }
                );
                return;
            }
            catch (Exception e) when (e is WaitTaskTimeoutException or TimeoutException && i < Tries - 1)
            {
                // Once more.
            }
        }
    }

    /// <summary>Clicks the first button or link with a text.</summary>
    public Task PressAsync(string text) =>
        ClickAsync($"::-p-xpath(//*[self::button or self::a or self::summary][normalize-space(.)=\"{text}\"])");

    public Task TypeAsync(string selector, string text) => _page.TypeAsync(selector, text);

    /// <summary>Replaces the content of a field and leaves it.</summary>
    public async Task FillAsync(string selector, string text)
    {
        await _page.Locator(selector).FillAsync(text);
        await _page.Keyboard.PressAsync("Tab");
    }

    public async Task<string> TextAsync(string selector) =>
        (await _page.EvaluateExpressionAsync<string?>($"document.querySelector(`{selector}`)?.innerText"))
        ?? "(nothing)";

    public Task<string[]> TextsAsync(string selector) =>
        _page.EvaluateExpressionAsync<string[]>(
            $"[...document.querySelectorAll(`{selector}`)].map(one => one.innerText.trim())"
        );

    public Task<T> AskAsync<T>(string expression) => _page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Waits until the page shows a text.</summary>
    public Task SeeAsync(string text) =>
        UntilAsync($"document.body.innerText.includes({System.Text.Json.JsonSerializer.Serialize(text)})");

    public async Task UntilAsync(string expression)
    {
        try
        {
            await _page.WaitForFunctionAsync($"() => {expression}", OnChange);
        }
        catch (WaitTaskTimeoutException e)
        {
            throw new TimeoutException(
                $"In vain: {expression}\n{await TextAsync("body")}\n{string.Join('\n', _faults)}",
                e
            );
        }
    }

    public async ValueTask DisposeAsync() => await _page.BrowserContext.CloseAsync();

    /// <summary>What Chromium says of an answer that is no 200; the tests of the login mean it.</summary>
    private static bool IsOfLogin(string what) =>
        what.Contains("with a status of 401", StringComparison.Ordinal)
        || what.Contains("with a status of 429", StringComparison.Ordinal);

    private void Note(string what, bool isRight)
    {
        if (
            !isRight
            && !IsOfLogin(what)
            && !what.StartsWith("data:", StringComparison.Ordinal)
            && !what.StartsWith("blob:", StringComparison.Ordinal)
        )
        {
            _faults.Enqueue(what);
        }
    }
}
