using Microsoft.AspNetCore.Components.Server;

namespace WebhookReceiver.WebConsole.Shell;

/// <summary>What browsers may do with the pages. Scripts come from the console itself only; styles of the components stand in the page.</summary>
internal static class SecurityHeaders
{
    private const string Csp =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static HeaderPolicyCollection Policy { get; } =
        new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyNoReferrer()
            .AddStrictTransportSecurityMaxAge()
            .AddCrossOriginOpenerPolicy(builder => builder.SameOrigin())
            .AddCrossOriginResourcePolicy(builder => builder.SameOrigin())
            .AddCustomHeader("Content-Security-Policy", Csp)
            .RemoveServerHeader();

    /// <summary>No page stays in the browser; styles and scripts do.</summary>
    public static Task KeepPagesOutOfCachesAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) is true)
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Blazor would add a policy of its own for frames; ours says it already.</summary>
    public static void Describe(ServerComponentsEndpointOptions options) =>
        options.ContentSecurityFrameAncestorsPolicy = null;
}
