namespace WebhookReceiver.Receiving;

/// <summary>
/// Admits known callers. All others get the same 404 for every path and method, after the same work; only callers with
/// a key learn which paths exist.
/// </summary>
internal sealed partial class WebhookKeyMiddleware(
    RequestDelegate next,
    WebhookKeys keys,
    WrongKeys wrongKeys,
    RefusalLog refusals,
    ReceivingMetrics metrics,
    ILogger<WebhookKeyMiddleware> logger
)
{
    public Task InvokeAsync(HttpContext context)
    {
        var caller = keys.Verify(context);
        if (caller == Caller.Wrong)
        {
            return SlowAsync(context);
        }

        if (caller != Caller.Known)
        {
            return RefuseAsync(context, caller == Caller.Missing ? "no-key" : "network");
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<PublicEndpoint>() is null)
        {
            return RefuseAsync(context, "path");
        }

        return next(context);
    }

    /// <summary>The same answer, delayed for callers that try many keys.</summary>
    private async Task SlowAsync(HttpContext context)
    {
        await wrongKeys.SlowAsync(context);
        await RefuseAsync(context, "key");
    }

    private Task RefuseAsync(HttpContext context, string reason)
    {
        metrics.Rejected(reason);
        var address = context.CallerAddress();
        if (refusals.IsToBeLogged(reason, address))
        {
            Log.Refused(logger, reason, address, context.TraceIdentifier);
        }

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
