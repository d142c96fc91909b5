namespace WebhookReceiver.Receiving;

/// <summary>
/// Tells the connection when it has a request, so that a full port closes it only before or after. While the server
/// drains, every answer tells its caller to open no further request on this connection, so none is cut when the
/// connections close.
/// </summary>
internal sealed class ConnectionMiddleware(RequestDelegate next, GracefulShutdown shutdown)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var connection = context.Features.Get<BoundedConnection>();
        connection?.BeginRequest();
        try
        {
            await next(context);
            if (shutdown.HasBegun && !context.Response.HasStarted)
            {
                context.Response.Headers.Connection = "close";
            }
        }
        finally
        {
            connection?.EndRequest();
        }
    }
}
