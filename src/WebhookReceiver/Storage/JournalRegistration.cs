using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Indexing;

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
        services.AddSingleton<MessageIndex>();
        services.AddSingleton<JournalRows>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<IndexFiller>(provider, SqliteOf(provider)));
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<StoredConversations>(provider, SqliteOf(provider))
        );
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Eraser>(provider, SqliteOf(provider)));
        services.AddSingleton<ContactCommands>();
        services.AddHostedService<JournalStartup>();
        // Whatever opens a store starts its housekeeping.
        services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<JournalService>(provider, provider.GetRequiredService<IJournal>())
        );
        services.AddHostedService<IndexService>();
        return services;
    }

    // Not a service of its own: the container would dispose of the journal twice.
    private static SqliteJournal SqliteOf(IServiceProvider services) =>
        (SqliteJournal)services.GetRequiredService<IJournal>();

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
