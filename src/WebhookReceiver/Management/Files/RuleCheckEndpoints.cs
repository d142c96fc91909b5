using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Management.Files;

/// <summary><c>POST /api/rules/check</c>: would these files be good? The same code as the real load; changes nothing.</summary>
internal static class RuleCheckEndpoints
{
    public const string Path = "/api/rules/check";

    private const int MostReplayed = 2_000;

    public static void MapRuleCheck(this IEndpointRouteBuilder group) => group.MapPost(Path, CheckAsync);

    private static async Task CheckAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.RuleCheck, DraftFiles.LargestBody) is not { } check)
        {
            return;
        }

        var options = context.RequestServices.GetRequiredService<IOptions<RulesOptions>>().Value;
        var (files, problem) = DraftFiles.Read(check.Files, options.MaxFileBytes);
        problem ??= check.Replay is < 0 or > MostReplayed ? $"'replay' is a number from 0 to {MostReplayed}." : null;
        if (problem is not null)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "body", problem);
            return;
        }

        var checks = context.RequestServices.GetRequiredService<RuleChecks>();
        var load = await checks.CheckAsync(files!, check.Replay, context.RequestAborted);
        var coverage =
            check.Coverage is true && load is not null
                ? await checks.CoverageAsync(files!, context.RequestAborted)
                : null;
        await (
            load is not null
                ? context.AnswerAsync(
                    ApiProblems.ResultOf(load, context.RoleOfCaller()) with
                    {
                        Coverage = ApiProblems.Of(coverage),
                    },
                    ApiJson.Default.RuleCheckResult
                )
                : context.RefuseAsync(
                    StatusCodes.Status409Conflict,
                    "changing",
                    "The folder is being changed at this moment; try again in a second."
                )
        );
    }
}
