namespace WebhookReceiver.Receiving;

/// <summary>
/// While the server drains, every answer tells its caller to open no further request on this connection. So none is cut
/// when the connections close.
/// </summary>
internal sealed class DrainMiddleware(RequestDelegate next, GracefulShutdown shutdown)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (shutdown.HasBegun && !context.Response.HasStarted)
        {
            context.Response.Headers.Connection = "close";
        }
    }
}
