namespace WebhookReceiver.Receiving;

/// <summary>
/// Admits known callers. All others get the same 404 for every path and method, after the same work; only callers with
/// a key learn which paths exist.
/// </summary>
internal sealed partial class WebhookKeyMiddleware(
    RequestDelegate next,
    WebhookKeys keys,
    ReceivingMetrics metrics,
    ILogger<WebhookKeyMiddleware> logger
)
{
    public Task InvokeAsync(HttpContext context)
    {
        var caller = keys.Verify(context);
        if (caller != Caller.Known)
        {
            return RefuseAsync(context, caller);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<PublicEndpoint>() is null)
        {
            return RefuseAsync(context, "path");
        }

        return next(context);
    }

    private Task RefuseAsync(HttpContext context, Caller caller) =>
        RefuseAsync(
            context,
            caller switch
            {
                Caller.Missing => "no-key",
                Caller.ForeignNetwork => "network",
                _ => "key",
            }
        );

    private Task RefuseAsync(HttpContext context, string reason)
    {
        metrics.Rejected(reason);
        Log.Refused(logger, reason, context.Connection.RemoteIpAddress, context.TraceIdentifier);
        return context.RefuseAsync(StatusCodes.Status404NotFound, "not-found");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "refused: {Reason}, from {Address}, {Trace}")]
        public static partial void Refused(ILogger logger, string reason, System.Net.IPAddress? address, string trace);
    }
}

internal static class WebhookKeyExtensions
{
    /// <summary>Admits only callers with a key, and only to public endpoints.</summary>
    public static IApplicationBuilder RequireKnownCaller(this IApplicationBuilder app) =>
        app.UseMiddleware<WebhookKeyMiddleware>();
}
