using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace WebhookReceiver.WebConsole.Shell;

/// <summary>Menu, line of the lamp, and page.</summary>
public sealed partial class MainLayout
{
    private MudThemeProvider _theme = null!;
    private ErrorBoundary? _boundary;
    private bool _isDark;
    private bool _isOpen = true;
    private bool _isReady;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.LearnAsync();
            _isDark = Browser.Theme is { } chosen ? chosen == "dark" : await _theme.GetSystemDarkModeAsync();
            Browser.IsDark = _isDark;
            _isReady = true;
            StateHasChanged();
        }
    }

    private Task TurnAsync()
    {
        _isDark = !_isDark;
        Browser.IsDark = _isDark;
        return Browser.KeepThemeAsync(_isDark ? "dark" : "light");
    }
}
