using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Processing;

namespace WebhookReceiver.Receiving;

internal static class ReceivingRegistration
{
    /// <summary>Room for twice the answer deadline and the drain, below a host's usual 30 s.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(24);

    /// <summary>
    /// Buffer of one connection before its request is read; the platform's headers are a few hundred bytes.
    /// </summary>
    private const int ConnectionBytes = 16 * 1024;

    /// <summary>
    /// Connections that the system keeps for us while the port is full; it serves them in their order. Those beyond are
    /// left to chance.
    /// </summary>
    private const int Queue = 4_096;

    public static IServiceCollection AddReceiving(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<ReceivingOptions, ReceivingOptionsValidator>()
            .Bind(configuration.GetSection("Receiving"), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ReceivingOptions>>(Listen);
        services.Configure<SocketTransportOptions>(Connect);
        services.AddSingleton<IConnectionListenerFactory, BoundedListeners>();
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = StopWithin;
            // Messages are answered even if a background service fails; the fault is logged and readiness stays true
            // to fact.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Console.Out);
        services.AddSingleton<WebhookKeys>();
        services.AddSingleton<Admission>();
        services.AddSingleton<ReceivingMetrics>();
        services.AddSingleton<PortLoads>();
        services.AddSingleton<AnswerLog>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<WrongKeys>();
        services.AddProcessing(LimitsOf);
        services.AddSingleton<ReceivingEndpoints>();
        services.AddSingleton<GracefulShutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<GracefulShutdown>());
        services.AddHostedService<ForcedShutdown>();
        services.AddHostedService<WebhookUrlNotice>();
        return services;
    }

    public static void MapReceiving(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ReceivingOptions>>().Value;
        app.UseMiddleware<ConnectionMiddleware>();
        app.UseMiddleware<AmbiguousRequestMiddleware>();
        app.UseWhen(
            context => !context.IsManagement(),
            app =>
            {
                app.UseMiddleware<ExceptionMiddleware>();
                app.UseTrustedProxies(options);
                app.RequireKnownCaller();
                app.UseMiddleware<LoadSheddingMiddleware>();
            }
        );
        var endpoints = app.Services.GetRequiredService<ReceivingEndpoints>();
        // Every method: the key check comes first, so the method reveals nothing to unknown callers.
        app.Map(WebhookUrl.MessagesPath, endpoints.ReceiveAsync).WithMetadata(PublicEndpoint.Instance);
        app.Map(WebhookUrl.EventsPath, endpoints.ReceiveAsync).WithMetadata(PublicEndpoint.Instance);
    }

    /// <summary>Without trusted proxies, forwarded addresses do not count.</summary>
    public static void UseTrustedProxies(this IApplicationBuilder app, ReceivingOptions options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in Networks.Parse(options.TrustedProxies))
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(forwarded);
    }

    private static ProcessingLimits LimitsOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ReceivingOptions>>().Value;
        return ProcessingLimits.Within(options.AnswerDeadline).WithBusyReply(options.BusyReply) with
        {
            MaxEqualRepliesPerMinute = options.MaxEqualRepliesPerMinute,
        };
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<ReceivingOptions> options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // Unread bytes wait at the sender, not here.
        kestrel.Limits.MaxRequestHeadersTotalSize = ConnectionBytes;
        kestrel.Limits.MaxRequestBufferSize = ConnectionBytes;
        kestrel.Limits.MaxRequestBodySize = options.Value.MaxBodyBytes;
        kestrel.ListenAnyIP(options.Value.Port, listener => listener.AnswerOnSocketThreads());
    }

    /// <summary>
    /// One thread carries a message from the socket to the journal, another its answer from the journal to the socket:
    /// no hop between (measured, see docs/performance.md). External code, which may block, has its own threads.
    /// </summary>
    private static void Connect(SocketTransportOptions socket)
    {
        socket.Backlog = Queue;
        socket.MaxReadBufferSize = ConnectionBytes;
        socket.UnsafePreferInlineScheduling = true;
        socket.WaitForDataBeforeAllocatingBuffer = false;
    }
}
