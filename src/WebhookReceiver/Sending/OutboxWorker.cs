using Microsoft.Extensions.Options;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Sends while the server runs.</summary>
internal sealed partial class OutboxWorker(
    IServiceProvider services,
    IJournal journal,
    ISendingLease lease,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<OutboxWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks whether another server has stopped sending.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        SendingEpoch? epoch = null;
        long? held = null;
        OutboxDispatcher? outboxDispatcher = null;
        var isTold = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                outboxDispatcher ??= services.GetRequiredService<OutboxDispatcher>();
                var number = await lease.HoldAsync();
                if (number != held)
                {
                    (epoch, held) = (null, number);
                }

                if (number is { } mine)
                {
                    epoch ??= await BeginEpochAsync(outboxDispatcher, mine);
                    wait = await outboxDispatcher.RoundAsync(epoch.Number, stoppingToken);
                }
                else
                {
                    wait = BetweenLooks;
                }
            }
            catch (JournalUnavailableException e)
            {
                Log.Postponed(logger, e.Message);
                wait = AfterFault;
            }
            catch (IOException e) when (outboxDispatcher is null)
            {
                // Its files cannot be made on a full disk; a later round may find room.
                if (!isTold)
                {
                    isTold = true;
                    Log.NotBegun(logger, e.Message);
                }

                wait = AfterFault;
            }
#pragma warning disable CA1031 // Sending must neither stop the host nor end: the next round tries again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.Failed(logger, e);
                wait = AfterFault;
            }

            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await lease.GiveBackAsync();
    }

    private async Task<SendingEpoch> BeginEpochAsync(OutboxDispatcher outboxDispatcher, long number)
    {
        var epoch = await journal.Outbox.BeginEpochAsync(time.GetUtcNow(), number);
        if (epoch.TakenOver is { } left)
        {
            outboxDispatcher.TakeOver(left);
        }

        if (epoch.Interrupted > 0)
        {
            Log.Recovered(logger, epoch.Interrupted, epoch.First!);
        }

        return epoch;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{Count} messages were being sent when the server ended, so their outcome is unknown until a delivery report tells. The first is {First}; see outbox list --state unknown"
        )]
        public static partial void Recovered(ILogger logger, int count, string first);

        [LoggerMessage(LogLevel.Debug, "Sending waits: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "Sending cannot begin ({Reason}); it does when its files can be made")]
        public static partial void NotBegun(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "Sending failed; the server retries")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
