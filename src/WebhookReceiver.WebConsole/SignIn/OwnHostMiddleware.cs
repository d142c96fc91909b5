using System.Net;
using Microsoft.Extensions.Options;
using WebhookReceiver.WebConsole.Settings;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>
/// Refuses foreign names of this console: without it, a page of another site could reach a console without a key by
/// pointing a name of its own at 127.0.0.1.
/// </summary>
internal sealed class OwnHostMiddleware(RequestDelegate next, IOptions<ConsoleOptions> options)
{
    private readonly bool _isAsked = !options.Value.HasKeys || options.Value.Hosts.Count > 0;

    public Task InvokeAsync(HttpContext context)
    {
        if (!_isAsked || IsOwn(context.Request.Host.Host))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private bool IsOwn(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || options.Value.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
