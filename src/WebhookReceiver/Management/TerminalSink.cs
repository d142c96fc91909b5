using System.Text;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace WebhookReceiver.Management;

/// <summary>
/// Serilog's queue and console: whoever logs never waits. While the terminal takes nothing (a full pipe, a stopped collector)
/// the queue fills, and lines are dropped and counted.
/// </summary>
internal sealed class TerminalSink : ILogEventSink, IDisposable
{
    private const int MostWaiting = 10_000;

    /// <summary>How long a blocked terminal holds up the end of the process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ILogEventSink _queue;
    private readonly TimeSpan _patience;

    public TerminalSink(ITextFormatter formatter, TerminalLogMetrics metrics)
        : this(console => console.Console(formatter), metrics, MostWaiting, Patience) =>
        Console.OutputEncoding = Encoding.UTF8; // whatever the locale says

    public TerminalSink(
        Action<LoggerSinkConfiguration> write,
        TerminalLogMetrics metrics,
        int mostWaiting,
        TimeSpan patience
    )
    {
        _patience = patience;
        _queue = LoggerSinkConfiguration.CreateSink(counted =>
            counted.Fallible(queued => queued.Async(write, mostWaiting), metrics)
        );
    }

    public void Emit(LogEvent logEvent) => _queue.Emit(logEvent);

    /// <summary>Writes what waits, as far as the terminal takes it in time.</summary>
    public void Dispose() => Task.Run(((IDisposable)_queue).Dispose).Wait(_patience);
}
