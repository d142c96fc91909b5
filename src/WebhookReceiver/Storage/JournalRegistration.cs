using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Postgres.Archive;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;
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
            var data = DataFolder.Open(Path.Combine(root, folder));
            if (provider.GetRequiredService<IOptions<JournalOptions>>().Value.IsShared)
            {
#pragma warning disable VSTHRD002 // The container makes a service at once, and nothing else runs at the start.
                data.Adopt(JoinAsync(provider, data).GetAwaiter().GetResult());
#pragma warning restore VSTHRD002
            }

            return data;
        });
        services.AddSingleton(provider =>
            PostgresDatabase.Of(provider.GetRequiredService<IOptions<JournalOptions>>().Value)
        );
        services.AddSingleton(_ => Replica.Start());
        services.AddSingleton<ReplicaWatch>();
        services.AddSingleton(provider => new PostgresOutbox(
            provider.GetRequiredService<PostgresDatabase>(),
            provider.GetRequiredService<SendingProject>().Id
        ));
        services.AddSingleton(OpenLease);
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
        services.AddSingleton<LineReader>();
        services.AddSingleton<IJournalRows>(provider =>
            IsShared(provider)
                ? ActivatorUtilities.CreateInstance<PostgresJournalRows>(provider)
                : ActivatorUtilities.CreateInstance<SqliteJournalRows>(provider, SqliteOf(provider))
        );
        services.AddSingleton<OpenArchive>(provider =>
            IsShared(provider)
                ? () => new PostgresArchive(provider.GetRequiredService<PostgresDatabase>())
                : () => Existing(provider.GetRequiredService<JournalPaths>().Database)
        );
        services.AddSingleton<IndexFiller>();
        services.AddSingleton<StoredConversations>();
        services.AddSingleton<IEraser>(provider =>
            IsShared(provider)
                ? ActivatorUtilities.CreateInstance<PostgresEraser>(provider)
                : ActivatorUtilities.CreateInstance<Eraser>(provider, SqliteOf(provider))
        );
        services.AddSingleton<ContactCommands>();
        services.AddHostedService<JournalStartup>();
        // Whatever opens a store starts its housekeeping.
        services.AddSingleton<IHostedService>(provider =>
            IsShared(provider)
                ? ActivatorUtilities.CreateInstance<PostgresService>(provider)
                : ActivatorUtilities.CreateInstance<JournalService>(
                    provider,
                    SqliteOf(provider),
                    provider.GetRequiredService<IEraser>()
                )
        );
        services.AddHostedService<IndexService>();
        return services;
    }

    // Not a service of its own: the container would dispose of the journal twice.
    private static SqliteJournal SqliteOf(IServiceProvider services) =>
        (SqliteJournal)services.GetRequiredService<IJournal>();

    private static JournalArchive? Existing(string path) => File.Exists(path) ? JournalArchive.Open(path) : null;

    private static bool IsShared(IServiceProvider services) =>
        services.GetRequiredService<IOptions<JournalOptions>>().Value.IsShared;

    /// <summary>It outlasts a request to the platform, so that no two servers send at once.</summary>
    private static ISendingLease OpenLease(IServiceProvider services)
    {
        if (!IsShared(services))
        {
            return new OnlySender();
        }

        var sending = services.GetRequiredService<SendingProject>();
        return new PostgresLease(
            services.GetRequiredService<PostgresDatabase>(),
            services.GetRequiredService<Replica>().Id,
            PushWindow.LeaseOf(PostgresText.Escape(sending.Id)),
            sending.RequestTimeout + TimeSpan.FromSeconds(15),
            services.GetRequiredService<TimeProvider>()
        );
    }

    private static async Task<Secrets> JoinAsync(IServiceProvider services, DataFolder data)
    {
        var database = services.GetRequiredService<PostgresDatabase>();
        await PostgresSchema.MigrateAsync(database);
        return await Installation.JoinAsync(
            database,
            data.Secrets,
            data.FullPath,
            File.Exists(data.PathOf(Database.FileName))
        );
    }

    private static IJournal OpenJournal(IServiceProvider services)
    {
        if (IsShared(services))
        {
            // It joins the installation first.
            services.GetRequiredService<DataFolder>();
            return ActivatorUtilities.CreateInstance<PostgresJournal>(
                services,
                services.GetRequiredService<IOptions<JournalOptions>>().Value,
                services.GetRequiredService<PostgresOutbox>()
            );
        }

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
