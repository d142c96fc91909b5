using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Receiver;
using WebhookReceiver.WebConsole.Shell;

namespace WebhookReceiver.WebConsole.Talks;

/// <summary>Who wrote. Every filter stands in the address, so a link shows a colleague the same.</summary>
public sealed partial class Conversations : IDisposable
{
    private TalkFilter _filter = new();
    private ConversationQuery _query = new();
    private int _round;
    private int _news;
    private string? _newest;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Browser Browser { get; set; } = null!;

    public void Dispose()
    {
        Watch.Changed -= CountNews;
        Navigation.LocationChanged -= Read;
    }

    protected override void OnInitialized()
    {
        _newest = Watch.Now.NewestMessage;
        Watch.Changed += CountNews;
        Navigation.LocationChanged += Read;
        Read();
    }

    private void Read(object? sender, LocationChangedEventArgs e) => Read();

    private void Read()
    {
        _filter = TalkFilter.Read(Navigation.ToAbsoluteUri(Navigation.Uri));
        _query = _filter.ToQuery(Browser.Zone);
        _news = 0;
        StateHasChanged();
    }

    private void Show(TalkFilter filter) => Navigation.NavigateTo(filter.ToAddress());

    /// <summary>New messages never move the list: a button says how many came.</summary>
    private void CountNews(object? sender, EventArgs e) =>
        _ = InvokeAsync(() =>
        {
            if (Watch.Now.NewestMessage != _newest)
            {
                _newest = Watch.Now.NewestMessage;
                _news++;
                StateHasChanged();
            }
        });

    private void Refresh()
    {
        _news = 0;
        _round++;
    }
}
