using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

internal static class HealthEndpoints
{
    public const string LivePath = "/health/live";

    public const string ReadyPath = "/health/ready";

    private static readonly byte[] Live = "{\"status\":\"live\"}"u8.ToArray();

    public static void MapHealth(this IEndpointRouteBuilder group)
    {
        group.MapGet(LivePath, context => context.AnswerAsync(Live));
        group.MapGet(ReadyPath, ReadyAsync);
    }

    private static Task ReadyAsync(HttpContext context)
    {
        var readiness = context.RequestServices.GetRequiredService<Readiness>();
        var mayKnow = context.Features.Get<ManagementCaller>() is { Role: > ManagementRole.None };
        context.Response.StatusCode = readiness.IsServing
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        return context.AnswerAsync(readiness.ToJson(withProblems: mayKnow));
    }
}
