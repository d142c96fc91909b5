using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace WebhookReceiver.Management;

/// <summary>The log on standard output: <c>Logging:Format</c> text or json, levels in <c>Logging:LogLevel</c>.</summary>
internal static class TerminalLog
{
    /// <summary>Lines that may wait while the terminal is blocked; more are dropped and counted, and no request waits.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>How long a write may take before the lines after it are dropped.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static LoggerConfiguration ToTerminal(
        this LoggerConfiguration log,
        IServiceProvider services,
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection("Logging");
        foreach (var level in section.GetSection("LogLevel").GetChildren())
        {
            _ =
                level.Key == "Default"
                    ? log.MinimumLevel.Is(LevelOf(level))
                    : log.MinimumLevel.Override(level.Key, LevelOf(level));
        }

        // What the operator can mend is told in one line on standard error; see StartFailure.
        log.Filter.ByExcluding(logEvent =>
            logEvent.Exception is { } e && IsStart(logEvent) && StartFailure.Explain(e) is not null
        );
        var metrics = services.GetRequiredService<TerminalLogMetrics>();
        var sink = new TerminalSink(
            services.GetRequiredService<Terminal>(),
            LineOf(section["Format"]),
            metrics,
            Patience
        );
        log.WriteTo.Fallible(
            to =>
                to.Sink(
                    sink,
                    new BatchingOptions
                    {
                        QueueLimit = MostWaiting,
                        BatchSizeLimit = 1_000,
                        BufferingTimeLimit = TimeSpan.FromMilliseconds(100),
                    }
                ),
            metrics
        );
        return log.ReadFrom.Services(services);
    }

    private static bool IsStart(LogEvent logEvent) => logEvent.MessageTemplate.Text == "Hosting failed to start";

    private static LogLine LineOf(string? format) =>
        format?.ToUpperInvariant() switch
        {
            null or "" or "TEXT" => TextLine.Write,
            "JSON" => JsonLine.Write,
            _ => throw new StartRefusedException($"Logging:Format must be text or json, not '{format}'."),
        };

    private static LogEventLevel LevelOf(IConfigurationSection level) =>
        level.Value?.ToUpperInvariant() switch
        {
            "TRACE" => LogEventLevel.Verbose,
            "DEBUG" => LogEventLevel.Debug,
            "INFORMATION" => LogEventLevel.Information,
            "WARNING" => LogEventLevel.Warning,
            "ERROR" => LogEventLevel.Error,
            "CRITICAL" => LogEventLevel.Fatal,
            "NONE" => LevelAlias.Off,
            _ => throw new StartRefusedException(
                $"{level.Path} must be Trace, Debug, Information, Warning, Error, Critical or None, not '{level.Value}'."
            ),
        };
}

/// <summary>Appends one event as one line, with its line end.</summary>
internal delegate void LogLine(LogEvent logEvent, System.Text.StringBuilder output);
