using WebhookReceiver.Processing;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary>Makes all counters visible at the start, once the exporter listens: what was never counted reads 0.</summary>
internal sealed class CountersAtZero(
    ReceivingMetrics receiving,
    PortLoads ports,
    ProcessingMetrics processing,
    JournalMetrics journal,
    SendingMetrics sending,
    PluginMetrics plugins,
    ReloadMetrics reloads,
    ModelMetrics models,
    RuleReloader rules,
    TerminalLogMetrics log
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        receiving.StartAtZero();
        receiving.WatchPorts(ports.Both);
        processing.StartAtZero(
            rules.Current.Rules.OfType<FileRule>().Where(rule => rule.IsShadow).Select(rule => rule.Name)
        );
        journal.StartAtZero();
        sending.StartAtZero();
        plugins.StartAtZero();
        reloads.StartAtZero();
        models.StartAtZero();
        log.StartAtZero();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
