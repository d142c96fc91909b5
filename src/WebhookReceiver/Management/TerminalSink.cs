using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Sinks.Async;

namespace WebhookReceiver.Management;

/// <summary>
/// The log behind Serilog's queue: logging never waits. While the terminal blocks (a full pipe, a stopped collector) the
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

#pragma warning disable CA2000 // the standard output is open as long as the process
    public TerminalSink(ITextFormatter formatter, TerminalLogMetrics metrics)
        : this(formatter, Console.OpenStandardOutput(), metrics, MostWaiting, Patience) { }
#pragma warning restore CA2000

    public TerminalSink(
        ITextFormatter formatter,
        Stream terminal,
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
                        lines => lines.Sink(new LineWriter(formatter, terminal, this, metrics)),
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
    /// Writes the lines of a moment at once: it flushes when the queue is empty, and then waits for more. Serilog's console
    /// writes each line by itself, and each line would wake its thread (docs/performance.md).
    /// </summary>
#pragma warning disable CA1001 // the terminal belongs to the process, so its writer is never closed
    private sealed class LineWriter(
        ITextFormatter formatter,
        Stream terminal,
        TerminalSink queue,
        TerminalLogMetrics metrics
    ) : ILogEventSink
#pragma warning restore CA1001
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

        private readonly StreamWriter _lines = new(terminal, bufferSize: 16 * 1024);
        private int _unwritten;

        public void Emit(LogEvent logEvent)
        {
            _unwritten++;
            try
            {
                formatter.Format(logEvent, _lines);
                if (queue.IsQueueEmpty)
                {
                    _lines.Flush();
                    _unwritten = 0;
                    Thread.Sleep(Moment);
                }
            }
            catch (IOException)
            {
                metrics.Dropped(_unwritten);
                _unwritten = 0;
            }
        }
    }
}
