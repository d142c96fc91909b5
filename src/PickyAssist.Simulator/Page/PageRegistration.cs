using System.Reflection;

namespace PickyAssist.Simulator.Page;

/// <summary>Serves the page's files from the program itself; the page loads nothing from elsewhere.</summary>
internal static class PageRegistration
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddPage(this IServiceCollection services) =>
        services.AddHostedService<PageNotice>();

    public static void MapPage(this WebApplication app)
    {
        app.MapGet("/", context => SendAsync(context, "index.html"));
        app.MapGet("/page/{file}", context => SendAsync(context, context.Request.RouteValues["file"]!.ToString()!));
    }

    private static async Task SendAsync(HttpContext context, string file)
    {
        // Resources are found by their whole name: path traversal is impossible.
        await using var content = Assembly.GetExecutingAssembly().GetManifestResourceStream($"page/{file}");
        if (content is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = TypeOf(file);
        context.Response.ContentLength = content.Length;
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-cache";
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string TypeOf(string file) =>
        Path.GetExtension(file) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };
}
