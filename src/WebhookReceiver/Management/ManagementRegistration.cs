using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

internal static class ManagementRegistration
{
    private const int FewValues = 100;

    public static IServiceCollection AddManagement(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<ManagementOptions, ManagementOptionsValidator>()
            .Bind(configuration.GetSection("Management"), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ManagementOptions>>(Listen);
        services.AddSingleton<ManagementKey>();
        services.AddSingleton<Readiness>();
        services
            .AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(ReceivingMetrics.MeterName, "Microsoft.AspNetCore.Server.Kestrel")
                    .AddRuntimeInstrumentation()
                    .AddView(MemoryFor)
                    .AddPrometheusExporter()
            );
        services.AddOpenApi(OpenApiDescription.Describe);
        return services;
    }

    /// <summary>Everything mapped without the mark of a public endpoint is for this port alone.</summary>
    public static void MapManagement(this WebApplication app)
    {
        app.UseWhen(context => context.IsManagement(), room => room.UseMiddleware<ManagementGate>());
        app.MapHealth();
        app.MapRules();
        app.MapContacts();
        app.MapMessages();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi();
    }

    /// <summary>Room for values is taken ahead, 144 KB for each instrument by default; only what is counted by rule has so many.</summary>
    private static MetricStreamConfiguration? MemoryFor(Instrument instrument) =>
        instrument.Name.StartsWith("wr.rule.", StringComparison.Ordinal) || instrument is Histogram<double>
            ? null
            : new MetricStreamConfiguration { CardinalityLimit = FewValues };

    private static void Listen(KestrelServerOptions kestrel, IOptions<ManagementOptions> options) =>
        kestrel.Listen(options.Value.ToAddress(), options.Value.Port, listener => listener.MarkAsManagement());
}
