using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Marks an endpoint without a key, for external probes.</summary>
internal sealed class KeylessEndpoint
{
    public static KeylessEndpoint Instance { get; } = new();
}

/// <summary>Guards the management port.</summary>
internal sealed partial class ManagementGate(RequestDelegate next, ManagementKey key, ILogger<ManagementGate> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var endpoint = context.GetEndpoint();
        var isKeyless = endpoint?.Metadata.GetMetadata<KeylessEndpoint>() is not null;
        if (!isKeyless && !key.Opens(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await context.RefuseAsync(StatusCodes.Status401Unauthorized, "management-key");
            return;
        }

        if (endpoint is null || endpoint.Metadata.GetMetadata<PublicEndpoint>() is not null)
        {
            await context.RefuseAsync(StatusCodes.Status404NotFound, "not-found");
            return;
        }

        await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // the catch-all of the management port: the operator gets a trace id, not an exception's text
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Log.Failed(logger, context.TraceIdentifier, e);
            context.Response.Clear();
            await context.RefuseAsync(StatusCodes.Status500InternalServerError, "fault");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "failed: {Trace} on the management port")]
        public static partial void Failed(ILogger logger, string trace, Exception e);
    }
}
