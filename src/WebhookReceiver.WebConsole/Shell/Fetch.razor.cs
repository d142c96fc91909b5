using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Receiver;

namespace WebhookReceiver.WebConsole.Shell;

public sealed partial class Fetch<TValue> : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private object? _loadedFor;
    private bool _isLoaded;
    private TValue? _value;
    private Exception? _trouble;

    [Parameter, EditorRequired]
    public Func<ReceiverClient, CancellationToken, Task<TValue>> Load { get; set; } = null!;

    /// <summary>What the value depends on; another one loads anew.</summary>
    [Parameter]
    public object? For { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment<TValue> ChildContent { get; set; } = null!;

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    public async Task ReloadAsync()
    {
        try
        {
            var client = await Receiver.ClientAsync();
            _value = await Load(client, _end.Token);
            _trouble = null;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (ReceiverAccess.IsTrouble(e))
        {
            _trouble = e;
        }

        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!_isLoaded || !Equals(_loadedFor, For))
        {
            _isLoaded = true;
            _loadedFor = For;
            await ReloadAsync();
        }
    }
}
