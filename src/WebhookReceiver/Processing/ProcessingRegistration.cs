using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Processing;

internal static class ProcessingRegistration
{
    /// <summary>Registers the steps between decoding a message and its answer.</summary>
    /// <param name="services">The services.</param>
    /// <param name="limits">The limits from the settings.</param>
    public static IServiceCollection AddProcessing(
        this IServiceCollection services,
        Func<IServiceProvider, ProcessingLimits> limits
    )
    {
        services.AddSingleton(limits);
        services.AddSingleton<DeliveryCounters>();
        services.AddSingleton<ProcessingMetrics>();
        services.AddSingleton<DecisionLog>();
        services.AddSingleton<LoopGuard>();
        services.AddSingleton<ModelCalls>();
        services.AddSingleton<MessageProcessor>();
        services.AddSingleton<EvaluateMessage>(provider =>
            provider.GetRequiredService<MessageProcessor>().EvaluateAsync
        );
        services.AddSingleton<HandleEvaluated>(provider =>
            provider.GetRequiredService<MessageProcessor>().HandleEvaluated
        );
        services.AddSingleton<Inbox>();
        services.AddSingleton<EventRecorder>();
        services.AddSingleton<EventProcessor>();
        services.AddSingleton<HandleEvent>(provider => provider.GetRequiredService<EventProcessor>().HandleAsync);
        services.AddSingleton<RecentMessages>(provider =>
            new JournalledMessages(provider.GetRequiredService<OpenArchive>()).Newest
        );
        return services;
    }
}
