using Microsoft.Extensions.Options;

namespace WebhookReceiver.Storage;

/// <summary>Opens the journal before the first request can arrive, and logs its guarantees.</summary>
internal sealed partial class JournalStartup(
    IServiceProvider services,
    IOptions<JournalOptions> options,
    ILogger<JournalStartup> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The container creates it on first use, which is here; a refusal to start is thrown from here.
        services.GetRequiredService<IJournal>();
        if (options.Value.Store is JournalOptions.None)
        {
            Log.NotKept(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Journal:Store is none: messages, replies and the variables of contacts are lost when this process ends"
        )]
        public static partial void NotKept(ILogger logger);
    }
}
