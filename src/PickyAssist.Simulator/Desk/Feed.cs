using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Desk;

/// <summary>Server-sent events: a number per change. Listeners fetch the new state themselves.</summary>
internal static class Feed
{
    public static void MapFeed(this IEndpointRouteBuilder desk) => desk.MapGet("/feed", SendAsync);

    private static async Task SendAsync(HttpContext context, Changes changes, IHostApplicationLifetime host)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            host.ApplicationStopping
        );
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var told = -1L;
        try
        {
            while (true)
            {
                await changes.UntilAsync(() => changes.Version != told, end.Token);
                told = changes.Version;
                await context.Response.WriteAsync($"data: {told}\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the simulator ends.
        }
    }
}
