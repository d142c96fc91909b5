using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage;

internal static class JournalRegistration
{
    public static IServiceCollection AddJournal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>();
        services
            .AddOptionsWithValidateOnStart<JournalOptions>()
            .Bind(configuration.GetSection("Journal"), binder => binder.ErrorOnUnknownConfiguration = true);
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(provider =>
        {
            var folder = provider.GetRequiredService<IOptions<JournalOptions>>().Value.Folder;
            var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
            return DataFolder.Open(Path.Combine(root, folder));
        });
        services.AddSingleton(provider => new ContactHash(provider.GetRequiredService<DataFolder>().Secrets.HashKey));
        services.AddSingleton(provider =>
            JournalPaths.OfServer(
                provider.GetRequiredService<DataFolder>(),
                provider.GetRequiredService<IOptions<JournalOptions>>().Value
            )
        );
        services.AddSingleton<FileLimit>();
        services.AddSingleton<JournalMetrics>();
        services.AddSingleton<JournalHealth>();
        services.TryAddSingleton<RunningTime>();
        services.AddSingleton(provider => new ContactLock(provider.GetRequiredService<RunningTime>()));
        services.AddSingleton<IJournal>(OpenJournal);
        services.AddSingleton<ContactCommands>();
        services.AddHostedService<JournalStartup>();
        // Whatever opens a store starts its housekeeping.
        services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<JournalService>(provider, provider.GetRequiredService<IJournal>())
        );
        return services;
    }

    private static SqliteJournal OpenJournal(IServiceProvider services)
    {
        services.GetRequiredService<FileLimit>();
        return SqliteJournal.Open(
            services.GetRequiredService<JournalPaths>(),
            services.GetRequiredService<JournalMetrics>(),
            services.GetRequiredService<JournalHealth>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<SqliteJournal>>()
        );
    }
}
