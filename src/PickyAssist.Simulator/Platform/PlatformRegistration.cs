using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Platform;

internal static class PlatformRegistration
{
    /// <summary>
    /// The largest document, 100 MB (protocol sheet, section 4.5), as base64, with the JSON around it.
    /// </summary>
    private const long LargestBody = 150_000_000;

    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<PlatformOptions, PlatformOptionsValidator>()
            .Bind(configuration.GetSection("Platform"), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<PlatformOptions>>(Listen);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PlatformClock>();
        services.AddSingleton<Changes>();
        services.AddSingleton<Agenda>();
        services.AddSingleton<RunningNumbers>();
        return services;
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<PlatformOptions> options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Listen(IPAddress.Parse(options.Value.Address), options.Value.Port);
    }
}
