using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Rules;

internal static class RulesRegistration
{
    /// <summary>The rules folder, watched; <see cref="RuleFolder.Current"/> is what answers.</summary>
    public static IServiceCollection AddRules(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services
            .AddOptionsWithValidateOnStart<RulesOptions, RulesOptionsValidator>()
            .Bind(configuration.GetSection("Rules"));
        services
            .AddOptions<RulesOptions>()
            .PostConfigure<IHostEnvironment>(
                (rules, host) => rules.Folder = Path.Combine(host.ContentRootPath, rules.Folder)
            );
        services.AddPlugins();
        services.AddSingleton<RuleFolderMetrics>();
        services.AddSingleton<RuleFolder>();
        services.AddHostedService<RuleFolderLoop>();
        return services;
    }
}
