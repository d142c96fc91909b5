using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PuppeteerSharp;

namespace WebhookReceiver.BrowserTests;

/// <summary>Uses the desk as a person does. Every wait ends at the page change it expects.</summary>
internal sealed class DeskPage : IAsyncDisposable
{
    private static readonly WaitForFunctionOptions OnChange = new() { Polling = WaitForFunctionPollingOption.Mutation };

    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly ConcurrentQueue<string> _faults = [];

    private DeskPage(IPage page, Uri address)
    {
        _page = page;
        Address = address;
        page.DefaultTimeout = 60_000;
        page.Request += (_, e) => _requests.Enqueue(e.Request.Url);
        page.PageError += (_, e) => _faults.Enqueue(e.Message);
        page.Console += (_, e) =>
        {
            if (e.Message.Type is ConsoleType.Error or ConsoleType.Warning)
            {
                _faults.Enqueue(e.Message.Text);
            }
        };
    }

    public Uri Address { get; }

    /// <summary>All network requests of the page.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>Its requests to other hosts than the simulator.</summary>
    public IEnumerable<string> StrangeRequests =>
        Requests.Where(url => !url.StartsWith(Address.AbsoluteUri, StringComparison.Ordinal));

    /// <summary>Uncaught errors and complaints of the console.</summary>
    public IEnumerable<string> Faults => _faults;

    public static async Task<DeskPage> OpenAsync(IPage page, Uri address)
    {
        var desk = new DeskPage(page, address);
        await page.SetViewportAsync(new ViewPortOptions { Width = 1280, Height = 860 });
        await page.GoToAsync(address.AbsoluteUri);
        await desk.PhonesAsync(2);
        return desk;
    }

    /// <summary>Waits for this number of phones.</summary>
    public Task PhonesAsync(int number) => UntilAsync($"document.querySelectorAll('.phone').length === {number}");

    /// <summary>The bubbles of a phone, once there are that many: speaker and text.</summary>
    public async Task<string[]> LinesAsync(string phone, int number)
    {
        await UntilAsync($"document.querySelectorAll('{phone} .line').length === {number}");
        return await AskAsync<string[]>(
            $$"""
            [...document.querySelectorAll('{{phone}} .line')].map(line =>
                `${line.classList[1]}: ${(line.querySelector('.text') ?? line.querySelector('.card') ?? line.querySelector('img')).innerText}`)
            """
        );
    }

    /// <summary>Types and sends as a person does, key by key.</summary>
    public async Task SayAsync(string phone, string text)
    {
        await _page.TypeAsync($"{phone} textarea", text);
        await _page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Opens the menu of a phone and chooses an entry; its dialog is open afterwards.</summary>
    public async Task ChooseAsync(string phone, string what)
    {
        await ClickAsync($"{phone} .more summary");
        await ClickAsync($"""{phone} [data-do="{what}"]""");
        await UntilAsync($"document.getElementById('{what}').open");
    }

    /// <summary>Clicks the customer's first message, which shows the webhook's JSON.</summary>
    public async Task<JsonNode> WireAsync(string phone)
    {
        await ClickAsync($"{phone} .line.customer");
        await UntilAsync("document.getElementById('wire').open");
        return JsonNode.Parse(await TextAsync("#wire .sent"))!;
    }

    public async Task UploadAsync(string selector, string file) =>
        await (await _page.WaitForSelectorAsync(selector)).UploadFileAsync(file);

    public Task ClickAsync(string selector) => _page.Locator(selector).ClickAsync();

    /// <summary>Replaces the content of a field.</summary>
    public Task FillAsync(string selector, string text) => _page.Locator(selector).FillAsync(text);

    public Task SelectAsync(string selector, string value) => _page.SelectAsync(selector, value);

    public Task ReloadAsync() => _page.ReloadAsync();

    public Task<string> TextAsync(string selector) =>
        AskAsync<string>($"document.querySelector('{selector}').innerText");

    public Task<T> AskAsync<T>(string expression) => _page.EvaluateExpressionAsync<T>(expression);

    public async Task UntilAsync(string expression)
    {
        try
        {
            await _page.WaitForFunctionAsync($"() => {expression}", OnChange);
        }
        catch (WaitTaskTimeoutException e)
        {
            throw new TimeoutException($"In vain: {expression}\n{await TextAsync("body")}", e);
        }
    }

    public async ValueTask DisposeAsync() => await _page.BrowserContext.CloseAsync();
}
