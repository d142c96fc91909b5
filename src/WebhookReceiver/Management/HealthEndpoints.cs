using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

internal static class HealthEndpoints
{
    private static readonly byte[] Live = "{\"status\":\"live\"}"u8.ToArray();

    public static void MapHealth(this IEndpointRouteBuilder group)
    {
        group.MapGet("/health/live", context => context.AnswerAsync(Live)).WithMetadata(KeylessEndpoint.Instance);
        group.MapGet("/health/ready", ReadyAsync).WithMetadata(KeylessEndpoint.Instance);
    }

    private static Task ReadyAsync(HttpContext context)
    {
        var readiness = context.RequestServices.GetRequiredService<Readiness>();
        var key = context.RequestServices.GetRequiredService<ManagementKey>();
        context.Response.StatusCode = readiness.IsServing
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        return context.AnswerAsync(readiness.ToJson(withProblems: key.Opens(context.Request)));
    }
}
