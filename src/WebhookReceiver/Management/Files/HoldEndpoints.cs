using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary>Holds a version against the folder, and releases it.</summary>
internal static class HoldEndpoints
{
    public const string HoldPath = VersionEndpoints.OnePath + "/hold";

    public const string ReleasePath = "/api/rules/hold";

    public static void MapHold(this IEndpointRouteBuilder group)
    {
        group.MapPost(HoldPath, HoldAsync);
        group.MapDelete(ReleasePath, ReleaseAsync);
    }

    private static async Task HoldAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.Publication) is not { } publication)
        {
            return;
        }

        var services = context.RequestServices;
        var version = (string)context.Request.RouteValues["version"]!;
        context.AuditVersion(version);
        if (services.GetRequiredService<RuleVersions>().Find(version) is not { } files)
        {
            await context.RefuseUnknownAsync("This version is not kept; GET /api/rules/versions lists them.");
            return;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var hold = new RuleHold(version, now, context.PersonOfCaller(), publication.Note);
        await AnswerAsync(
            context,
            await services.GetRequiredService<RuleReloader>().HoldAsync(hold, files, context.RequestAborted)
        );
    }

    private static async Task ReleaseAsync(HttpContext context)
    {
        var rules = context.RequestServices.GetRequiredService<RuleReloader>();
        context.AuditVersion(rules.Status.Hold?.Version ?? "");
        await AnswerAsync(context, await rules.ReleaseAsync(context.PersonOfCaller(), context.RequestAborted));
    }

    private static Task AnswerAsync(HttpContext context, HoldResult result) =>
        result switch
        {
            HoldResult.Done => context.AnswerAsync(
                StateOf(context.RequestServices.GetRequiredService<RuleReloader>().Status),
                ApiJson.Default.HoldState
            ),
            HoldResult.Nothing => context.RefuseAsync(
                StatusCodes.Status409Conflict,
                "hold",
                "No version is held; the folder decides already."
            ),
            HoldResult.Unfit => context.RefuseAsync(
                StatusCodes.Status422UnprocessableEntity,
                "problems",
                "This version has errors with the plug-ins of now, so it cannot answer. Nothing was changed."
            ),
            _ => context.RefuseAsync(
                StatusCodes.Status503ServiceUnavailable,
                "data-folder",
                "The data folder cannot be written, so a restart would forget it. Nothing was changed."
            ),
        };

    private static HoldState StateOf(ReloadStatus status) =>
        new(
            status.Version,
            status.Hold is { } hold ? new VersionHold(hold.Since, hold.By, hold.Note) : null,
            status.WaitingVersion
        );
}
