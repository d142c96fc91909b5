namespace WebhookReceiver.Receiving;

/// <summary>Marks an endpoint that the public port may answer. What carries no mark is not there for the world.</summary>
internal sealed class PublicEndpoint
{
    public static PublicEndpoint Instance { get; } = new();
}

/// <summary>The outermost ring of the public port: nothing an endpoint throws gets out of it.</summary>
internal sealed partial class ExceptionMiddleware(
    RequestDelegate next,
    ReceivingMetrics metrics,
    ILogger<ExceptionMiddleware> logger
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // the only catch-all of the request path: a defect of ours must not cost a redelivery or show an exception's text
        catch (Exception e)
#pragma warning restore CA1031
        {
            metrics.Rejected("fault");
            Log.Failed(logger, context.TraceIdentifier, e);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                await context.AnswerSilenceAsync();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "failed: {Trace} was answered with silence")]
        public static partial void Failed(ILogger logger, string trace, Exception e);
    }
}
