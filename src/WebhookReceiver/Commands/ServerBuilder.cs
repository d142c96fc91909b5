using WebhookReceiver.Hosting;

namespace WebhookReceiver.Commands;

/// <summary>The builder shared by the server and the commands, so that both see the same settings.</summary>
internal static class ServerBuilder
{
    private const string ContentRoot = "--contentRoot=";

    public static WebApplicationBuilder Create(string[] settings)
    {
        HostChecks.Demand();
        return WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                // Settings are read once: a broken edit must not reach a running server. Only the rules change live.
                Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings],
                ContentRootPath = settings.Any(IsContentRoot) ? null : FindContentRoot(),
            }
        );
    }

    /// <summary>
    /// The folder with the settings: the working folder in a repository, otherwise the program's folder.
    /// </summary>
    private static string FindContentRoot()
    {
        var here = Directory.GetCurrentDirectory();
        return File.Exists(Path.Combine(here, "appsettings.json")) ? here : AppContext.BaseDirectory;
    }

    private static bool IsContentRoot(string setting) =>
        setting.StartsWith(ContentRoot, StringComparison.OrdinalIgnoreCase);
}
