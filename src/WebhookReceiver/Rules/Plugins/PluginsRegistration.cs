namespace WebhookReceiver.Rules.Plugins;

internal static class PluginsRegistration
{
    /// <summary>The catalogue of plug-ins and what it hands to them.</summary>
    public static IServiceCollection AddPlugins(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddMetrics();
        services.AddSingleton<PluginMetrics>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<PluginSupplies>(provider) with
            {
                Sender = provider.GetService<IMessageSender>(),
            }
        );
        services.AddSingleton<PluginCatalogue>();
        return services;
    }
}
