using System.Text;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Sinks.Async;

namespace WebhookReceiver.Management;

/// <summary>
/// Serilog's queue and console: logging never waits. While the terminal blocks (a full pipe, a stopped collector) the
/// queue fills; further lines are dropped and counted.
/// </summary>
internal sealed class TerminalSink : ILogEventSink, IAsyncLogEventSinkMonitor, IDisposable
{
    private const int MostWaiting = 10_000;

    /// <summary>How long a blocked terminal delays the end of the process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ILogEventSink _sink;
    private readonly TimeSpan _patience;
    private IAsyncLogEventSinkInspector? _queue;

    public TerminalSink(ITextFormatter formatter, TerminalLogMetrics metrics)
        : this(console => console.Console(formatter), metrics, MostWaiting, Patience) =>
        Console.OutputEncoding = Encoding.UTF8; // independent of the locale

    public TerminalSink(
        Action<LoggerSinkConfiguration> write,
        TerminalLogMetrics metrics,
        int mostWaiting,
        TimeSpan patience
    )
    {
        _patience = patience;
        _sink = LoggerSinkConfiguration.CreateSink(counted =>
            counted.Fallible(
                queued =>
                    queued.Async(
                        paced =>
                            paced.Sink(LoggerSinkConfiguration.Wrap(terminal => new PacedSink(terminal, this), write)),
                        mostWaiting,
                        monitor: this
                    ),
                metrics
            )
        );
    }

    private bool IsQueueEmpty => _queue is { Count: 0 };

    public void Emit(LogEvent logEvent) => _sink.Emit(logEvent);

    /// <summary>Writes the queued lines, as far as the terminal accepts them in time.</summary>
    public void Dispose()
    {
        var writing = new Thread(((IDisposable)_sink).Dispose) { IsBackground = true };
        writing.Start();
        writing.Join(_patience);
    }

    void IAsyncLogEventSinkMonitor.StartMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = inspector;

    void IAsyncLogEventSinkMonitor.StopMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = null;

    /// <summary>
    /// Lets lines accumulate for a moment once the queue is empty. Otherwise each line wakes the writing thread, the
    /// largest cost of logging (docs/performance.md).
    /// </summary>
    private sealed class PacedSink(ILogEventSink terminal, TerminalSink queue) : ILogEventSink
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

        public void Emit(LogEvent logEvent)
        {
            terminal.Emit(logEvent);
            if (queue.IsQueueEmpty)
            {
                Thread.Sleep(Moment);
            }
        }
    }
}
