namespace WebhookReceiver.Rules.Plugins;

/// <summary>The services available to a plug-in's constructor. It never sees the host's container.</summary>
/// <param name="Configuration">The whole configuration; a plug-in gets its section <c>Plugins:&lt;name&gt;</c>.</param>
internal sealed record PluginSupplies(
    IConfiguration Configuration,
    IHttpClientFactory HttpClients,
    ILoggerFactory Loggers,
    PluginMetrics Metrics,
    TimeProvider Time
)
{
    /// <summary>The clock of its time limits.</summary>
    public TimeProvider Waiting { get; init; } = Time;

    /// <summary>Sends messages; <see langword="null"/> in a check of the rules, which sends nothing.</summary>
    public IMessageSender? Sender { get; init; }
}
