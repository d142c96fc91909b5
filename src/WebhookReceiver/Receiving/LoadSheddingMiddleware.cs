namespace WebhookReceiver.Receiving;

/// <summary>Sheds excess load before memory or time run out.</summary>
internal sealed class LoadSheddingMiddleware(RequestDelegate next, Admission admission, ReceivingMetrics metrics)
{
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!admission.IsWithinRate(context.Connection.RemoteIpAddress))
        {
            await ShedAsync(context, StatusCodes.Status429TooManyRequests, "too-many");
            return;
        }

        var isLarge = context.Request.ContentLength is not <= Admission.LargeBody;
        if (!await admission.EnterAsync(isLarge))
        {
            await ShedAsync(context, StatusCodes.Status503ServiceUnavailable, "busy");
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            admission.Leave(isLarge);
        }
    }

    private Task ShedAsync(HttpContext context, int status, string error)
    {
        metrics.Rejected(error);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return context.RefuseAsync(status, error);
    }
}
