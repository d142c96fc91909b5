using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage;

/// <summary>Lets the index follow the journal, every second.</summary>
internal sealed partial class IndexService(IndexFiller filler, TimeProvider time, ILogger<IndexService> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            do
            {
                try
                {
                    await filler.CatchUpAsync(LongestRun, gently: true, stoppingToken);
                }
#pragma warning disable CA1031 // The index must never stop the host: the next tick tries again.
                catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    Log.Postponed(logger, e);
                }
            } while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The index behind the conversations waits; the server retries")]
        public static partial void Postponed(ILogger logger, Exception exception);
    }
}
