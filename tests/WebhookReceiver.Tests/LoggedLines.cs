using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Tests;

/// <summary>The log lines of one class.</summary>
internal sealed class LoggedLines<T> : LoggedLines, ILogger<T>;

/// <summary>All log lines; a test can wait for a line.</summary>
internal class LoggedLines : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text, Exception? Exception)> _lines = new();
    private readonly Lock _gate = new();
    private readonly List<(string Part, int Times, TaskCompletionSource Seen)> _waiting = [];

    /// <summary>Level, text and exception.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Select(line => $"{line.Level}: {line.Text}{line.Exception}")];

    /// <summary>The texts alone.</summary>
    public IReadOnlyList<string> Texts => [.. _lines.Select(line => line.Text)];

    /// <summary>The texts of warnings and worse.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. _lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];

    public void Clear() => _lines.Clear();

    /// <summary>Completes when that many lines contain this part.</summary>
    public Task SeenAsync(string part, int times = 1)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((part, times, seen));
            Check();
            return seen.Task;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (_gate)
        {
            _lines.Enqueue((logLevel, formatter(state, exception), exception));
            Check();
        }
    }

    private void Check()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var lines = Lines;
        foreach (var (part, times, seen) in _waiting)
        {
            if (lines.Count(line => line.Contains(part, StringComparison.Ordinal)) >= times)
            {
                seen.TrySetResult();
            }
        }
    }
}

/// <summary>Gives the same lines to every class.</summary>
internal sealed class LoggedLinesOfAll(LoggedLines lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => lines;

    public void Dispose() { }
}
