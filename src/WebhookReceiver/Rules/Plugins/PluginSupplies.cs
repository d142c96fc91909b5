namespace WebhookReceiver.Rules.Plugins;

/// <summary>All that a plug-in's constructor may ask for. It never sees the host's container.</summary>
/// <param name="Configuration">The whole configuration; a plug-in gets its section <c>Plugins:&lt;name&gt;</c> of it.</param>
internal sealed record PluginSupplies(
    IConfiguration Configuration,
    IHttpClientFactory HttpClients,
    ILoggerFactory Loggers,
    PluginMetrics Metrics,
    TimeProvider Time
)
{
    /// <summary>Sends messages; <see langword="null"/> where nothing is sent, as in a check of the rules.</summary>
    public IMessageSender? Sender { get; init; }
}
