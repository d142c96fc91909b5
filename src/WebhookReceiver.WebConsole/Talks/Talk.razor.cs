using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Receiver;
using WebhookReceiver.WebConsole.Shell;

namespace WebhookReceiver.WebConsole.Talks;

/// <summary>One conversation in both directions; it grows as messages come.</summary>
public sealed partial class Talk : IDisposable
{
    private Fetch<ConversationLines>? _fetch;
    private string? _why;
    private string? _newest;

    [Parameter]
    public string Contact { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private ReceiverWatch Watch { get; set; } = null!;

    public void Dispose() => Watch.Changed -= Follow;

    protected override void OnInitialized()
    {
        _newest = Watch.Now.NewestMessage;
        Watch.Changed += Follow;
    }

    /// <summary>Any message may be of this contact; the older part of a conversation does not change.</summary>
    private void Follow(object? sender, EventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            if (Watch.Now.NewestMessage != _newest && After is null && _fetch is not null)
            {
                _newest = Watch.Now.NewestMessage;
                await _fetch.ReloadAsync();
            }
        });
}
