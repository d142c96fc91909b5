using Microsoft.JSInterop;

namespace WebhookReceiver.WebConsole.Shell;

/// <summary>What only the browser of a person knows or can do.</summary>
internal sealed class Browser(IJSRuntime script) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Time zone of the browser; UTC until it is known, or if nobody knows its name.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>"light" or "dark" by the person's choice, else null.</summary>
    public string? Theme { get; private set; }

    /// <summary>Whether the page is dark now, by choice or by the system.</summary>
    public bool IsDark { get; set; }

    public async Task LearnAsync()
    {
        var module = await ModuleAsync();
        var facts = await module.InvokeAsync<Facts>("facts");
        Theme = facts.Theme;
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(facts.Zone, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    public async Task KeepThemeAsync(string theme)
    {
        Theme = theme;
        await (await ModuleAsync()).InvokeVoidAsync("keepTheme", theme);
    }

    /// <summary>Offers a text as a file.</summary>
    public async Task DownloadAsync(string name, string type, string text) =>
        await (await ModuleAsync()).InvokeVoidAsync("download", name, type, text);

    public async Task CopyAsync(string text) => await (await ModuleAsync()).InvokeVoidAsync("copy", text);

    public async Task ScrollToEndAsync(string selector) =>
        await (await ModuleAsync()).InvokeVoidAsync("scrollToEnd", selector);

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            try
            {
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is closed.
            }
        }
    }

    private async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await script.InvokeAsync<IJSObjectReference>("import", "/console.js");

    private sealed record Facts(string Zone, string? Theme);
}
