using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests;

/// <summary>Stores log events, at once and in order.</summary>
internal sealed class CapturedLog : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();

    public IEnumerable<LogEvent> Events => _events;

    /// <summary>The messages of one class, as the terminal shows them.</summary>
    public string[] MessagesOf<T>() =>
        [
            .. _events
                .Where(logEvent =>
                    logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
                    && source is ScalarValue { Value: string name }
                    && name == typeof(T).FullName
                )
                .Select(Message),
        ];

    /// <summary>All of it, as the terminal shows it.</summary>
    public string Lines(ITextFormatter formatter)
    {
        using var text = new StringWriter();
        foreach (var logEvent in _events)
        {
            formatter.Format(logEvent, text);
        }

        return text.ToString();
    }

    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

    private static string Message(LogEvent logEvent)
    {
        using var text = new StringWriter();
        TextLineFormatter.WriteMessage(logEvent, text);
        return text.ToString();
    }
}
