using Microsoft.Extensions.Options;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Reports;

/// <summary>Processes events while the server runs.</summary>
internal sealed partial class DeliveryReportWorker(
    DeliveryReportProcessor deliveryReportProcessor,
    ISendingLease lease,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<DeliveryReportWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var hasMore = false;
            try
            {
                hasMore = await lease.HoldAsync() is not null && await deliveryReportProcessor.RoundAsync();
            }
            catch (JournalUnavailableException e)
            {
                Log.Postponed(logger, e.Message);
            }
#pragma warning disable CA1031 // Must neither stop the host nor end: the next round tries again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.Failed(logger, e);
            }

            if (!hasMore)
            {
                await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Delivery reports wait: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "Processing delivery reports failed; the server retries")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
