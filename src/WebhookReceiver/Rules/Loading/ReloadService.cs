using System.Runtime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Rules.Loading;

/// <summary>Loads the rules before the first message, then scans the folder every second.</summary>
internal sealed partial class ReloadService(RuleReloader reloader, TimeProvider time, ILogger<ReloadService> logger)
    : BackgroundService
{
    /// <summary>With the settle time, a change is live well within two seconds.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Shortest time between two scans, however many events there are.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that loading allocated: more than a thousand rules need.</summary>
    private const long WorthCollecting = 16 * 1024 * 1024;

    private int _faults;
    private bool _isServing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var before = GC.GetTotalAllocatedBytes();
        await ScanAsync(cancellationToken);
        // Loading ten thousand rules leaves twenty megabytes of garbage, and no caller waits yet. A few rules are
        // not worth the time.
        if (GC.GetTotalAllocatedBytes() - before > WorthCollecting)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        // From now on the collector runs in the background: a pause for the whole heap took 50 ms (measured, 10,000
        // rules).
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        _isServing = true;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = new FolderWatcher(reloader.Status.Folder, logger);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await WaitAsync(await ScanAsync(stoppingToken), watcher, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task<ScanOutcome> ScanAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await reloader.ScanAsync(cancellationToken);
            _faults = 0;
            if (outcome == ScanOutcome.Attempted && _isServing)
            {
                // Collect the old rules now, in the background, not in a pause of a later message.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            }

            return outcome;
        }
#pragma warning disable CA1031 // A fault must neither stop the host nor end the watch: the live rules stay, the next scan may succeed.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _faults++;
            Log.LookFailed(logger, _faults, exception);
            return ScanOutcome.Unchanged;
        }
    }

    private async Task WaitAsync(ScanOutcome outcome, FolderWatcher watcher, CancellationToken stoppingToken)
    {
        var change = watcher.NextAsync();
        await Task.Delay(Pause, time, stoppingToken);
        if (outcome == ScanOutcome.Settling)
            return;

        var rest =
            _faults == 0
                ? Period - Pause
                : TimeSpan.FromSeconds(Math.Min(1 << Math.Min(_faults, 10), LongestBackOff.TotalSeconds));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(
            _faults == 0 ? change : Task.Delay(Timeout.InfiniteTimeSpan, done.Token),
            Task.Delay(rest, time, done.Token)
        );
        await done.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "Scanning the rules folder failed {Times} times in a row; the live rules stay, and the next scan follows"
        )]
        public static partial void LookFailed(ILogger logger, int times, Exception exception);
    }
}
