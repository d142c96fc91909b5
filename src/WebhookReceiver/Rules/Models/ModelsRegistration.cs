using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WebhookReceiver.Rules.Models;

internal static class ModelsRegistration
{
    /// <summary>Registers what asks a model. Nothing of it connects, or loads a package, before the first question.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<ModelsOptions, ModelsOptionsValidator>()
            .Bind(configuration.GetSection("Models"), binder => binder.ErrorOnUnknownConfiguration = true);
        services
            .AddOptions<ModelsOptions>()
            .PostConfigure<IHostEnvironment>(
                (models, host) =>
                {
                    models.KeyFile = string.IsNullOrEmpty(models.KeyFile)
                        ? null
                        : Path.Combine(host.ContentRootPath, models.KeyFile);
                    models.CanPush =
                        !string.IsNullOrEmpty(configuration["Sending:Token"])
                        && configuration.GetValue("Sending:LateReplies", defaultValue: true);
                }
            );
        services.AddSingleton<ModelMetrics>();
        services.AddSingleton<ModelLimits>();
        services.AddSingleton<ModelClient>();
        return services;
    }
}
