using System.Net;
using Microsoft.Extensions.Options;
using WebhookReceiver.WebConsole.Settings;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>
/// Refuses pages of other sites, and foreign names of this console: without it, a page of another site could reach a console without a key by
/// pointing a name of its own at 127.0.0.1.
/// </summary>
internal sealed class OwnHostMiddleware(RequestDelegate next, IOptions<ConsoleOptions> options)
{
    private readonly bool _isAsked = !options.Value.HasKeys || options.Value.Hosts.Count > 0;

    public Task InvokeAsync(HttpContext context)
    {
        if (IsOfForeignPage(context.Request))
        {
            // With a content type no page of errors is put in its place.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "text/plain";
            return Task.CompletedTask;
        }

        if (!_isAsked || IsOwn(context.Request.Host.Host))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>The connection that pages live on is no business of other sites' pages; browsers say whose a request is.</summary>
    private static bool IsOfForeignPage(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site
        && site is not ["same-origin" or "none"];

    private bool IsOwn(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || options.Value.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
