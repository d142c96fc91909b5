using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary>
/// The order of settings: <c>console.json</c> beside the program, the environment, the command line.
/// </summary>
internal static class ConsoleBuilder
{
    public static WebApplicationBuilder Create(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(ConsoleBuilder).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
                WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            }
        );
        builder.Configuration.Sources.Clear();
        builder
            .Configuration.AddJsonFile("console.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(settings);
        builder.Logging.ClearProviders().AddSimpleConsole();
        // A build serves the files of its packages from where they lie; a published program has them beside it.
        builder.WebHost.UseStaticWebAssets();
        builder
            .Services.AddOptionsWithValidateOnStart<ConsoleOptions, ConsoleOptionsValidator>()
            .Bind(builder.Configuration.GetSection("Console"), binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.AddOptions<ConsoleOptions>().PostConfigure(ReceiverKeyFile.Apply);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ConsoleOptions>>(Listen);
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<ConsoleOptions> options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(options.Value.ToAddress(), options.Value.Port);
    }
}
