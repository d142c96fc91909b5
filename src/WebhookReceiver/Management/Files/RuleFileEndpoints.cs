using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary><c>/api/rules/files</c>: the files of the rules folder, as they stand there.</summary>
internal static class RuleFileEndpoints
{
    public const string Path = "/api/rules/files";

    public const string OnePath = Path + "/{**path}";

    public static void MapRuleFiles(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, ListAsync);
        group.MapGet(OnePath, ShowAsync);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var rules = context.RequestServices.GetRequiredService<RuleReloader>();
        var folder = context.RequestServices.GetRequiredService<IOptions<RulesOptions>>().Value.Folder;
        var scan = await rules.LookAsync(context.RequestAborted);
        var counts = rules
            .Current.Rules.OfType<FileRule>()
            .CountBy(rule => rule.Place.Path, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var problems = rules
            .Status.Problems.CountBy(problem => problem.Path, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var (isWritable, why) = FolderAccess.Of(folder);
        await context.AnswerAsync(
            new RuleFiles
            {
                Version = scan.Version,
                Live = rules.Current.Version,
                Writable = isWritable,
                Why = why,
                Git = FolderAccess.IsInGit(folder),
                Files =
                [
                    .. scan.Files.Select(file => new Api.RuleFile(
                        file.Path,
                        file.Hash,
                        file.Length,
                        counts.GetValueOrDefault(file.Path),
                        problems.GetValueOrDefault(file.Path)
                    )),
                ],
            },
            ApiJson.Default.RuleFiles
        );
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var path = (string?)context.Request.RouteValues["path"] ?? "";
        var scan = await context.RequestServices.GetRequiredService<RuleReloader>().LookAsync(context.RequestAborted);
        // Only what the scan found is read, so no path leads out of the folder.
        if (scan.Find(path) is not { } file)
        {
            await context.RefuseUnknownAsync(
                "There is no such file in the rules folder; GET /api/rules/files lists them."
            );
            return;
        }

        if (file.Read() is not { } content)
        {
            await context.RefuseAsync(
                StatusCodes.Status409Conflict,
                "changing",
                "The file is being changed; try again in a second."
            );
            return;
        }

        context.Response.Headers.ETag = $"\"{file.Hash}\"";
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(content, context.RequestAborted);
        }
    }
}
