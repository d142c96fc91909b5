using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Processing;
using WebhookReceiver.Sending.Limits;
using WebhookReceiver.Sending.Pushing;
using WebhookReceiver.Sending.Reports;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

internal static class SendingRegistration
{
    private static readonly TimeSpan MediaTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Registers sending; it starts once a token is set.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<SendingOptions, SendingOptionsValidator>()
            .Bind(configuration.GetSection("Sending"), binder => binder.ErrorOnUnknownConfiguration = true);
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddHttpClient(PushClient.Name).ConfigurePrimaryHttpMessageHandler(PushHandler).RemoveAllLoggers();
        services
            .AddHttpClient(MediaCheck.Name, http => http.Timeout = MediaTimeout)
            .ConfigurePrimaryHttpMessageHandler(PublicDialler.Handler)
            .RemoveAllLoggers();
        services.AddSingleton(provider =>
        {
            var sending = provider.GetRequiredService<IOptions<SendingOptions>>().Value;
            return new SendingProject(sending.Project ?? "", sending.RequestTimeout);
        });
        services.AddSingleton<SendingMetrics>();
        services.AddSingleton<Channels>();
        services.AddSingleton<PhoneNumberParser>();
        services.AddSingleton<MediaCheck>();
        services.AddSingleton<Planner>();
        services.AddSingleton<PushBatcher>();
        services.AddSingleton<PushClient>();
        services.AddSingleton(OpenWindow);
        services.AddSingleton(OpenWarmUp);
        services.AddSingleton<OutgoingMessageFactory>();
        services.AddSingleton<IMessageSender, MessageSender>();
        services.AddSingleton<OperatorNotice>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<EventReactions>();
        services.AddSingleton<OutboxUpdater>();
        services.AddSingleton<DeliveryReportProcessor>();
        services.AddHostedService<OutboxWorker>();
        services.AddHostedService<DeliveryReportWorker>();
        services.AddSingleton<LateReplies>();
        services.AddSingleton<HandleLateResult>(provider => provider.GetRequiredService<LateReplies>().Handle);
        return services;
    }

    private static PushRateLimiter OpenWindow(IServiceProvider services) =>
        new(
            services.GetRequiredService<IOptions<SendingOptions>>().Value.RequestsPerMinute,
            services.GetRequiredService<DataFolder>().PathOf("sending.window"),
            BootId.Current(),
            services.GetRequiredService<TimeProvider>()
        );

    private static WarmUp OpenWarmUp(IServiceProvider services) =>
        new(
            services.GetRequiredService<IOptions<SendingOptions>>().Value.NewUsersPerDay,
            services.GetRequiredService<DataFolder>().PathOf("sending.reached"),
            services.GetRequiredService<ContactHash>(),
            services.GetRequiredService<TimeProvider>()
        );

    /// <summary>The token is in the body, so redirects are not followed.</summary>
    private static SocketsHttpHandler PushHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A connection that the platform has closed would make an outcome unknown.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        };
}
