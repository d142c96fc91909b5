using System.Diagnostics.Metrics;
using Serilog.Core;
using Serilog.Events;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Counts lines dropped by a blocked terminal.</summary>
internal sealed class TerminalLogMetrics : ILoggingFailureListener, IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _dropped;

    public TerminalLogMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(ReceivingMetrics.MeterName);
        _dropped = _meter.CreateCounter<long>(
            "wr.log.dropped",
            description: "Log lines dropped because the terminal was too slow."
        );
    }

    /// <summary>The count exists from the start.</summary>
    public void StartAtZero() => _dropped.Add(0);

    public void OnLoggingFailed(
        object sender,
        LoggingFailureKind kind,
        string message,
        IReadOnlyCollection<LogEvent>? events,
        Exception? exception
    ) => Dropped(events?.Count ?? 0);

    public void Dropped(int lines) => _dropped.Add(lines);

    public void Dispose() => _meter.Dispose();
}
