using WebhookReceiver.Api;

namespace WebhookReceiver.Management.Auditing;

/// <summary><c>/api/audit</c>: who did what, and who looked at whom.</summary>
internal static class AuditEndpoints
{
    public const string Path = "/api/audit";

    private const int UsualItems = 50;

    private static readonly string[] Names = ["act", "user", "object", "refused", "since", "until", "after", "limit"];

    public static void MapAudit(this IEndpointRouteBuilder group) => group.MapGet(Path, ListAsync);

    private static async Task ListAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, Names);
        var (filter, limit) = (AuditFilter.Read(query), query.Limit(UsualItems));
        var after = query.Text("after") is { } text ? AuditPlace.Read(text) : null;
        var problem =
            query.Problem
            ?? (after is null && query.Text("after") is not null ? "'after' is the 'next' of the part before." : null);
        if (problem is not null)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        // A long file takes a while to read: not on a thread that answers messages.
        var reader = context.RequestServices.GetRequiredService<AuditReader>();
        var page = await Task.Run(() => reader.Read(filter, after, limit), context.RequestAborted);
        await context.AnswerAsync(page, ApiJson.Default.PageAuditedAct);
    }
}
