using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Rules;

internal static class RulesRegistration
{
    /// <summary>Registers the watched rules folder; <see cref="RuleReloader.Current"/> is the live rule set.</summary>
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
            )
            .PostConfigure(rules =>
            {
                rules.CanPush = !string.IsNullOrEmpty(configuration["Sending:Token"]);
                rules.HasTemplateLanguage = !string.IsNullOrEmpty(configuration["Sending:Language"]);
            })
            .PostConfigure<IOptions<ModelsOptions>>(
                (rules, models) =>
                    (rules.HasModel, rules.PassageCharacters) = (models.Value.IsOn, models.Value.PassageCharacters)
            );
        services.AddModels(configuration);
        services.AddPlugins();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<LookupClient>(
                provider,
                LookupClient.Guarded(provider.GetRequiredService<IOptions<RulesOptions>>().Value),
                provider.GetRequiredService<RunningTime>()
            )
        );
        services.AddSingleton<LookUp>(provider => provider.GetRequiredService<LookupClient>().LookUpAsync);
        services.AddSingleton<ReloadMetrics>();
        services.AddSingleton(LastGoodRulesOf);
        services.AddSingleton(VersionsOf);
        services.AddSingleton(HoldOf);
        services.AddSingleton<RuleReloader>();
        services.AddHostedService<ReloadService>();
        return services;
    }

    /// <summary>Only a server has a data folder: a command's rule set is never stored as the last good one.</summary>
    private static LastGoodRules LastGoodRulesOf(IServiceProvider services) =>
        new(
            services.GetService<DataFolder>()?.PathOf(LastGoodRules.FileName),
            services.GetRequiredService<ILogger<LastGoodRules>>()
        );

    private static KeptHold HoldOf(IServiceProvider services) =>
        new(
            services.GetService<DataFolder>()?.PathOf(KeptHold.FileName),
            services.GetRequiredService<ILogger<KeptHold>>()
        );

    private static RuleVersions VersionsOf(IServiceProvider services) =>
        new(
            services.GetService<DataFolder>()?.PathOf(RuleVersions.FolderName),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RuleVersions>>()
        );
}
