using Microsoft.Extensions.Options;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage;

/// <summary>
/// The housekeeping of the journal in the data folder: every second it handles requests to forget contacts, every minute it removes old rows.
/// </summary>
internal sealed partial class JournalService(
    SqliteJournal journal,
    DataFolder data,
    Eraser eraser,
    IndexFiller filler,
    IOptions<JournalOptions> options,
    TimeProvider time,
    ILogger<JournalService> logger
) : BackgroundService
{
    private const int SecondsBetweenRetentions = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var retention = journal.Retention(options.Value);
        var volume = new VolumeWatch(Path.GetDirectoryName(journal.Path)!, logger);
        volume.WarnOfNetwork();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (var second = 0; await WaitAsync(tick, stoppingToken); second++)
        {
            try
            {
                journal.Watch(data);
                await journal.FollowClockAsync();
                await eraser.AnswerRequestsAsync();
                if (second % SecondsBetweenRetentions == 0)
                {
                    volume.Look();
                    await RetainAsync(retention, stoppingToken);
                    await filler.RetainAsync();
                }
            }
            catch (JournalUnavailableException e)
            {
                Log.Postponed(logger, e.Message);
            }
#pragma warning disable CA1031 // Housekeeping must neither stop the host nor end: the next tick tries again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.Failed(logger, e);
            }
        }
    }

    // Between two steps the writer takes the waiting messages.
    private async Task RetainAsync(Retention retention, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && await journal.Writer.RunAsync(retention.Step)) { }
    }

    private static async ValueTask<bool> WaitAsync(PeriodicTimer tick, CancellationToken stoppingToken)
    {
        try
        {
            return await tick.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The journal's housekeeping waits: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "The journal's housekeeping failed; the server retries")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
