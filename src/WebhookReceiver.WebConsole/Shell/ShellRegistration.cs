using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MudBlazor.Services;
using WebhookReceiver.WebConsole.Settings;
using WebhookReceiver.WebConsole.SignIn;
using WebhookReceiver.WebConsole.Talks;
using WebhookReceiver.WebConsole.Texts;

namespace WebhookReceiver.WebConsole.Shell;

internal static class ShellRegistration
{
    /// <summary>A whole file of rules comes in one message of the editor.</summary>
    private const long LargestText = 4 * 1024 * 1024;

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestText);
        services.AddMudServices();
        services.AddScoped<Browser>();
        services.AddSingleton<Presence>();
        return services;
    }

    public static void UseShell(this WebApplication app)
    {
        var languages = Words.Languages.ToArray();
        app.UseSecurityHeaders(SecurityHeaders.Policy);
        app.Use(SecurityHeaders.KeepPagesOutOfCachesAsync);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRequestLocalization(options =>
            options.AddSupportedCultures(languages).AddSupportedUICultures(languages).SetDefaultCulture(languages[0])
        );
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapGet(HealthCommand.Path, () => Results.Ok()).AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(SecurityHeaders.Describe)
            .RequireAuthorization(Roles.Viewer);
        app.Lifetime.ApplicationStarted.Register(() => Tell(app.Services.GetRequiredService<IServer>()));
    }

    /// <summary>Prints the address; one of all networks is not usable in a browser.</summary>
    private static void Tell(IServer server)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var shown = address
                .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
                .Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
                .Replace("//127.0.0.1:", "//localhost:", StringComparison.Ordinal);
            Console.WriteLine($"The console is at {shown}/");
        }
    }
}
