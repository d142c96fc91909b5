using MudBlazor;
using WebhookReceiver.WebConsole.SignIn;

namespace WebhookReceiver.WebConsole.Shell;

/// <summary>A page of the menu.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Title">Name of its text.</param>
/// <param name="LeastRole">Who may open it.</param>
internal sealed record MenuEntry(string Path, string Title, string Icon, string LeastRole = Roles.Viewer)
{
    public static IReadOnlyList<MenuEntry> All { get; } =
    [
        new("/", "Today.Title", Icons.Material.Filled.Today),
        new("/conversations", "Talks.Title", Icons.Material.Filled.Forum),
        new("/waiting", "Waiting.Title", Icons.Material.Filled.PanTool),
        new("/not-understood", "Missed.Title", Icons.Material.Filled.QuestionMark),
        new("/try", "Try.Title", Icons.Material.Filled.Smartphone),
        new("/rules", "Rules.Title", Icons.Material.Filled.Rule),
        new("/versions", "Versions.Title", Icons.Material.Filled.History),
        new("/numbers", "Numbers.Title", Icons.Material.Filled.BarChart),
        new("/sending", "Sending.Title", Icons.Material.Filled.Send),
        new("/audit", "Audit.Title", Icons.Material.Filled.FactCheck, Roles.Operator),
        new("/health", "Health.Title", Icons.Material.Filled.MonitorHeart, Roles.Operator),
        new("/api-reference", "Api.Title", Icons.Material.Filled.Code),
    ];
}
