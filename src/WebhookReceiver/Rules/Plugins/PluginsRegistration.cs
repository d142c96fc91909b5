using Microsoft.Extensions.DependencyInjection.Extensions;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Rules.Plugins;

internal static class PluginsRegistration
{
    /// <summary>Registers the catalogue of plug-ins and the services it offers them.</summary>
    public static IServiceCollection AddPlugins(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddMetrics();
        services.AddSingleton<PluginMetrics>();
        services.TryAddSingleton<RunningTime>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<PluginSupplies>(provider) with
            {
                Sender = provider.GetService<IMessageSender>(),
                Waiting = provider.GetRequiredService<RunningTime>(),
            }
        );
        services.AddSingleton<PluginCatalogue>();
        return services;
    }
}
