using WebhookReceiver.Processing;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary>Makes all counters visible at the start, once the exporter listens: what was never counted reads 0.</summary>
internal sealed class CountersAtZero(
    ReceivingMetrics receiving,
    ProcessingMetrics processing,
    JournalMetrics journal,
    SendingMetrics sending,
    PluginMetrics plugins,
    ReloadMetrics reloads,
    TerminalLogMetrics log
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        receiving.StartAtZero();
        processing.StartAtZero();
        journal.StartAtZero();
        sending.StartAtZero();
        plugins.StartAtZero();
        reloads.StartAtZero();
        log.StartAtZero();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
