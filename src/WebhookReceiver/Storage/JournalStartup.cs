using Microsoft.Extensions.Options;

namespace WebhookReceiver.Storage;

/// <summary>Opens the journal before the first request can arrive, and logs its guarantees.</summary>
internal sealed partial class JournalStartup(
    IServiceProvider services,
    IOptions<JournalOptions> options,
    JournalHealth health,
    ILogger<JournalStartup> logger
) : IHostedService, IDisposable
{
    private IDisposable? _fileLimit;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _fileLimit = FileLimit.FailInsteadOfEnding();
        // // The container creates it on first use, which is here; a refusal to start is thrown from here.
        services.GetRequiredService<IJournal>();
        if (options.Value.Store is JournalOptions.None)
        {
            Log.MemoryOnly(logger);
            health.Ready();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _fileLimit?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Journal:Store is none: messages, replies and what is remembered about contacts are kept in memory only and are lost when this process ends"
        )]
        public static partial void MemoryOnly(ILogger logger);
    }
}
