using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Auditing;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Counts;
using WebhookReceiver.Management.Desk;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Management.NotUnderstood;
using WebhookReceiver.Management.Texts;
using WebhookReceiver.Management.Trials;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management;

internal static class ManagementRegistration
{
    public static IServiceCollection AddManagement(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<ManagementOptions, ManagementOptionsValidator>()
            .Bind(configuration.GetSection("Management"), binder => binder.ErrorOnUnknownConfiguration = true);
        services
            .AddOptions<ManagementOptions>()
            .PostConfigure<IHostEnvironment>(
                (management, host) => KeyFile.Apply(management, host.ContentRootPath, create: true)
            );
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ManagementOptions>>(Listen);
        services.AddSingleton<ManagementKeys>();
        services.AddSingleton<OwnHosts>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<RecentReads>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<ConversationView>();
        services.AddSingleton<ChosenRules>();
        services.AddSingleton<DeskWriter>();
        services.AddSingleton<TrialStore>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<RuleChecks>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<Dismissals>();
        services.AddSingleton<TopicStore>();
        services.AddSingleton<UpSince>();
        services.AddSingleton<HealthReport>();
        services.AddSingleton<FoldText>(FoldedText.Of);
        services.AddSingleton<LiveRulesVersion>(provider =>
            () => provider.GetRequiredService<RuleReloader>().Status.Version
        );
        services
            .AddOpenTelemetry()
            // The variables of OpenTelemetry last: they may name it otherwise.
            .ConfigureResource(resource =>
                resource.AddService("WebhookReceiver", serviceVersion: Version).AddEnvironmentVariableDetector()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(ReceivingMetrics.MeterName, "Microsoft.AspNetCore.Server.Kestrel")
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter()
            )
            .AddTelemetryExport(configuration);
        services.AddHostedService<CountersAtZero>();
        // The records of the API are the schemas of its description.
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default)
        );
        services.AddOpenApi(OpenApiDescription.Describe);
        return services;
    }

    /// <summary>The version of this build, without the commit.</summary>
    public static string? Version => typeof(ManagementRegistration).Assembly.GetName().Version?.ToString(3);

    /// <summary>Maps endpoints without the mark of a public endpoint, so only this port serves them.</summary>
    public static void MapManagement(this WebApplication app)
    {
        app.Services.GetRequiredService<UpSince>();
        var receiving = app.Services.GetRequiredService<IOptions<ReceivingOptions>>().Value;
        app.UseWhen(
            context => context.IsManagement(),
            group =>
            {
                group.UseTrustedProxies(receiving);
                group.UseMiddleware<ManagementGate>();
            }
        );
        app.MapHealth();
        app.MapOverview();
        app.MapAudit();
        app.MapRules();
        app.MapRuleFiles();
        app.MapRuleUse();
        app.MapLanguage();
        app.MapRuleCheck();
        app.MapDrafts();
        app.MapVersions();
        app.MapHold();
        app.MapDesk();
        app.MapOutbox();
        app.MapNumbers();
        app.MapTopics();
        app.MapFeed();
        app.MapTexts();
        app.MapTests();
        app.MapTrials();
        app.MapConversations();
        app.MapJournal();
        app.MapContacts();
        app.MapMessages();
        app.MapQuarantine();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi();
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<ManagementOptions> options) =>
        kestrel.Listen(options.Value.ToAddress(), options.Value.Port, listener => listener.MarkAsManagement());
}
