using Serilog;
using Serilog.Events;

namespace WebhookReceiver.Management;

/// <summary>The log on standard output: <c>Logging:Format</c> text or json, levels in <c>Logging:LogLevel</c>.</summary>
internal static class TerminalLog
{
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
#pragma warning disable CA2000 // the logger disposes of its sinks
        log.WriteTo.Sink(
            new TerminalSink(
                services.GetRequiredService<Terminal>(),
                LineOf(section["Format"]),
                services.GetRequiredService<TerminalLogMetrics>(),
                TerminalLimits.Usual
            )
        );
#pragma warning restore CA2000
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
