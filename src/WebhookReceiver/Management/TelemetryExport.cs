using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WebhookReceiver.Hosting;
using WebhookReceiver.Processing;

namespace WebhookReceiver.Management;

/// <summary>
/// Sends metrics and traces to a collector. The standard variables of OpenTelemetry are the settings; without an address
/// nothing is sent or collected.
/// </summary>
internal static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Sampler = "OTEL_TRACES_SAMPLER";

    /// <summary>Share of the messages with a trace, unless the variables say otherwise.</summary>
    private const double Sampled = 0.01;

    /// <exception cref="StartRefusedException">The address is no http(s) URL.</exception>
    public static void AddTelemetryExport(this IOpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 } endpoint)
        {
            return;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new StartRefusedException(
                $"{Endpoint} must be the address of a collector, such as http://localhost:4317."
            );
        }

        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter())
            .WithTracing(traces =>
            {
                traces.AddSource(MessageTrace.SourceName).AddOtlpExporter();
                if (string.IsNullOrEmpty(configuration[Sampler]))
                {
                    // Not the caller's choice: a stranger could ask for all.
                    traces.SetSampler(new TraceIdRatioBasedSampler(Sampled));
                }
            });
    }
}
