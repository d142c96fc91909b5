using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Guards the management port in one place: Host, key, other sites' pages, body type, role.</summary>
internal sealed partial class ManagementGate(
    RequestDelegate next,
    ManagementKeys keys,
    OwnHosts hosts,
    WrongKeys wrongKeys,
    RefusalLog refusals,
    ReceivingMetrics metrics,
    AuditLog audit,
    ILogger<ManagementGate> logger
)
{
    private const string RetryAfterSeconds = "60";

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        var endpoint = context.GetEndpoint();
        var row = EndpointAccess.Of(context.Request.Method, (endpoint as RouteEndpoint)?.RoutePattern.RawText);
        var stranger = await IdentifyAsync(context);
        if (row is { LeastRole: ManagementRole.None })
        {
            await AnswerAsync(context);
            return;
        }

        if (stranger is not null)
        {
            await RefuseAsync(context, stranger);
            return;
        }

        if (endpoint is null || endpoint.Metadata.GetMetadata<PublicEndpoint>() is not null)
        {
            await context.RefuseAsync(StatusCodes.Status404NotFound, "not-found");
            return;
        }

        if (row is null)
        {
            await RefuseMethodAsync(context, endpoint);
            return;
        }

        if (FindFault(context.Request) is { } fault)
        {
            await RefuseAsync(context, fault);
            return;
        }

        await AnswerAsync(context, row);
    }

    /// <summary>Stores the caller with the request; null if access is allowed.</summary>
    private async ValueTask<Refusal?> IdentifyAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (!hosts.Accept(context.Request.Host))
        {
            return keys.AreNeeded
                ? new Refusal(StatusCodes.Status403Forbidden, "host", "host")
                : new Refusal(StatusCodes.Status401Unauthorized, "management-key", "host");
        }

        if (keys.Find(headers) is { } caller)
        {
            context.Features.Set(caller);
            return null;
        }

        if (!ManagementKeys.IsShown(headers))
        {
            return new Refusal(StatusCodes.Status401Unauthorized, "management-key", "no-management-key");
        }

        return await wrongKeys.SlowAsync(context)
            ? new Refusal(StatusCodes.Status429TooManyRequests, "too-many-tries", "management-key")
            : new Refusal(StatusCodes.Status401Unauthorized, "management-key", "management-key");
    }

    private Refusal? FindFault(HttpRequest request) =>
        ForeignRequest.IsOfPage(request, hosts)
            ? new Refusal(StatusCodes.Status403Forbidden, "foreign-page", "foreign-page")
        : ForeignRequest.HasOtherThanJson(request)
            ? new Refusal(StatusCodes.Status415UnsupportedMediaType, "content-type", "content-type")
        : null;

    private Task AnswerAsync(HttpContext context, EndpointAccess row)
    {
        var caller = context.Features.Get<ManagementCaller>()!;
        var answer = () =>
            caller.Role < row.LeastRole
                ? RefuseAsync(context, new Refusal(StatusCodes.Status403Forbidden, "role", "role"))
                : AnswerAsync(context);
        return row.Act is not null ? audit.AroundAsync(context, caller, row, answer) : answer();
    }

    /// <summary>
    /// The path exists, but not with this method; the router knows the methods. An endpoint without a row is closed to
    /// all.
    /// </summary>
    private async Task RefuseMethodAsync(HttpContext context, Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route)
        {
            await next(context);
        }
        else if (EndpointAccess.Of(HttpMethods.Get, route.RoutePattern.RawText) is not null)
        {
            context.Response.Headers.Allow = HttpMethods.Get;
        }
        else
        {
            await RefuseAsync(context, new Refusal(StatusCodes.Status403Forbidden, "role", "role"));
            return;
        }

        await context.RefuseAsync(StatusCodes.Status405MethodNotAllowed, "method");
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        metrics.Rejected(refusal.Reason);
        var address = context.CallerAddress();
        if (refusals.IsToBeLogged(refusal.Reason, address))
        {
            Log.Refused(logger, refusal.Reason, address, context.TraceIdentifier);
        }

        switch (refusal.Status)
        {
            case StatusCodes.Status401Unauthorized:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status429TooManyRequests:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                break;
        }

        return context.RefuseAsync(refusal.Status, refusal.Error);
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
        finally
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                metrics.Rejected("aborted");
            }
        }
    }

    /// <param name="Error">The text for the caller.</param>
    /// <param name="Reason">The word for log and metrics.</param>
    private sealed record Refusal(int Status, string Error, string Reason);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "failed: {Trace} on the management port")]
        public static partial void Failed(ILogger logger, string trace, Exception e);

        [LoggerMessage(LogLevel.Information, "refused: {Reason} on the management port, from {Address}, {Trace}")]
        public static partial void Refused(ILogger logger, string reason, System.Net.IPAddress? address, string trace);
    }
}
