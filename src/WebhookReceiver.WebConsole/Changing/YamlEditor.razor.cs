using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Shell;

namespace WebhookReceiver.WebConsole.Changing;

public sealed partial class YamlEditor : IAsyncDisposable
{
    private ElementReference _element;
    private IJSObjectReference? _editor;
    private DotNetObjectReference<YamlEditor>? _page;
    private IReadOnlyList<Problem> _marked = [];
    private EditorLanguage? _known;
    private bool _isPlain;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private Browser Browser { get; set; } = null!;

    /// <summary>The text at the beginning.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public bool IsReadOnly { get; set; }

    /// <summary>Shown at their places.</summary>
    [Parameter]
    public IReadOnlyList<Problem> Problems { get; set; } = [];

    /// <summary>What the editor proposes; null for nothing.</summary>
    [Parameter]
    public EditorLanguage? Language { get; set; }

    /// <summary>Told when the person pauses.</summary>
    [Parameter]
    public EventCallback<string> OnChanged { get; set; }

    [JSInvokable]
    public Task ChangeAsync(string text) => OnChanged.InvokeAsync(text);

    public async ValueTask DisposeAsync()
    {
        _page?.Dispose();
        if (_editor is not null)
        {
            try
            {
                await _editor.InvokeVoidAsync("close");
                await _editor.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is closed.
            }
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await OpenAsync();
        }

        if (_editor is not null && Language is not null && !ReferenceEquals(_known, Language))
        {
            _known = Language;
            await _editor.InvokeVoidAsync("know", Language.Schema, Language.Words);
        }

        if (_editor is not null && !ReferenceEquals(_marked, Problems))
        {
            _marked = Problems;
            await _editor.InvokeVoidAsync("mark", Problems);
        }
    }

    private async Task OpenAsync()
    {
        _page = DotNetObjectReference.Create(this);
        try
        {
            var module = await Script.InvokeAsync<IJSObjectReference>("import", "/editor.js");
            _editor = await module.InvokeAsync<IJSObjectReference>(
                "open",
                _element,
                _page,
                Text,
                Label,
                IsReadOnly,
                Browser.IsDark
            );
            StateHasChanged();
        }
        catch (JSException)
        {
            // Without the editor's files the page still works.
            _isPlain = true;
            StateHasChanged();
        }
    }
}
