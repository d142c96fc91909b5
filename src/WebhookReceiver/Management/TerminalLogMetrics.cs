using System.Diagnostics.Metrics;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Counts the lines that the terminal did not take.</summary>
internal sealed class TerminalLogMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _dropped;

    public TerminalLogMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(ReceivingMetrics.MeterName);
        _dropped = _meter.CreateCounter<long>(
            "wr.log.dropped",
            description: "Log lines that the terminal did not take in time."
        );
    }

    public void Dropped(int count) => _dropped.Add(count);

    public void Dispose() => _meter.Dispose();
}
