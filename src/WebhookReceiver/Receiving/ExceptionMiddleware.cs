namespace WebhookReceiver.Receiving;

/// <summary>Marks an endpoint that the public port may serve. Endpoints without it do not exist there.</summary>
internal sealed class PublicEndpoint
{
    public static PublicEndpoint Instance { get; } = new();
}

/// <summary>Outermost middleware of the public port: no exception of an endpoint leaves it.</summary>
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
#pragma warning disable CA1031 // the only catch-all of the request path: our defect must not cost a redelivery or show an exception's text
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
