using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Management;

/// <summary>The log on standard output: <c>Logging:Format</c> text or json, levels in <c>Logging:LogLevel</c>.</summary>
internal static class TerminalLog
{
    public static void AddTerminalLog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TerminalLogMetrics>();
        services.AddSingleton(_ => FormatterOf(configuration["Logging:Format"]));
        services.AddSingleton<ILogEventSink, TerminalSink>();
        services.AddSerilog((provider, log) => log.Configure(provider, configuration), preserveStaticLogger: true);
    }

    private static void Configure(this LoggerConfiguration log, IServiceProvider services, IConfiguration configuration)
    {
        foreach (var level in configuration.GetSection("Logging:LogLevel").GetChildren())
        {
            _ =
                level.Key == "Default"
                    ? log.MinimumLevel.Is(LevelOf(level))
                    : log.MinimumLevel.Override(level.Key, LevelOf(level));
        }

        // Faults that the operator can fix go as one line to standard error; see StartFailure.
        log.Filter.ByExcluding(logEvent =>
            logEvent.Exception is { } e && IsStart(logEvent) && StartFailure.Explain(e) is not null
        );
        log.ReadFrom.Services(services);
    }

    private static bool IsStart(LogEvent logEvent) => logEvent.MessageTemplate.Text == "Hosting failed to start";

    private static ITextFormatter FormatterOf(string? format) =>
        format?.ToUpperInvariant() switch
        {
            null or "" or "TEXT" => new TextLineFormatter(),
            "JSON" => new JsonLineFormatter(),
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
