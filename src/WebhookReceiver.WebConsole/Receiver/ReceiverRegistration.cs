using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Settings;

namespace WebhookReceiver.WebConsole.Receiver;

internal static class ReceiverRegistration
{
    public static IServiceCollection AddReceiver(this IServiceCollection services)
    {
        services.AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<ConsoleOptions>>().Value));
        services.AddSingleton<ReceiverWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ReceiverWatch>());
        services.AddScoped<ReceiverAccess>();
        return services;
    }

    /// <summary>One connection pool for the life of the program; it asks for the address anew every two minutes.</summary>
    private static ReceiverClient Connect(ConsoleOptions options)
    {
#pragma warning disable CA2000 // lives as long as the program
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            BaseAddress = options.ToReceiver(),
        };
#pragma warning restore CA2000
        if (!string.IsNullOrEmpty(options.ReceiverKey))
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                options.ReceiverKey.Trim()
            );
        }

        return new ReceiverClient(http);
    }
}
