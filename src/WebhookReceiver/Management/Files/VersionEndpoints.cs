using System.Text;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary><c>/api/rules/versions</c>: rules that were live, to look inside and to go back.</summary>
internal static class VersionEndpoints
{
    public const string Path = "/api/rules/versions";

    public const string OnePath = Path + "/{version}";

    public const string RestorePath = OnePath + "/restore";

    public static void MapVersions(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, ListAsync);
        group.MapGet(OnePath, ShowAsync);
        group.MapPost(RestorePath, RestoreAsync);
    }

    private static Task ListAsync(HttpContext context)
    {
        var versions = context.RequestServices.GetRequiredService<RuleVersions>();
        var rules = context.RequestServices.GetRequiredService<RuleReloader>();
        var (live, hold) = (rules.Current.Version, rules.Status.Hold);
        var all = versions.List();
        var newest = all.FirstOrDefault(version => version.Version == live);
        return context.AnswerAsync(
            new Page<RuleVersion>([
                .. all.Select(version => new RuleVersion
                {
                    Version = version.Version,
                    At = version.At,
                    By = version.By,
                    Note = version.Note,
                    Rules = version.Rules,
                    Tests = version.Tests,
                    Differ = version.Differ,
                    Live = ReferenceEquals(version, newest),
                    Kept = versions.IsKept(version.Version),
                    Held =
                        ReferenceEquals(version, newest) && hold is not null
                            ? new VersionHold(hold.Since, hold.By, hold.Note)
                            : null,
                }),
            ]),
            ApiJson.Default.PageRuleVersion
        );
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var version = (string)context.Request.RouteValues["version"]!;
        if (context.RequestServices.GetRequiredService<RuleVersions>().Find(version) is not { } files)
        {
            await context.RefuseUnknownAsync("This version is not kept; GET /api/rules/versions lists them.");
            return;
        }

        await context.AnswerAsync(
            new RuleVersionFiles(
                version,
                files.ToDictionary(
                    file => file.Path,
                    file => Encoding.UTF8.GetString(file.Content.Span),
                    StringComparer.Ordinal
                )
            ),
            ApiJson.Default.RuleVersionFiles
        );
    }

    /// <summary>Writes the old files back as a new change: history only grows.</summary>
    private static async Task RestoreAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.Publication) is not { } publication)
        {
            return;
        }

        var services = context.RequestServices;
        var version = (string)context.Request.RouteValues["version"]!;
        if (services.GetRequiredService<RuleVersions>().Find(version) is not { } files)
        {
            await context.RefuseUnknownAsync("This version is not kept; GET /api/rules/versions lists them.");
            return;
        }

        var scan = await services.GetRequiredService<RuleReloader>().LookAsync(context.RequestAborted);
        var changes = files.ToDictionary(
            file => file.Path,
            file => (byte[]?)file.Content.ToArray(),
            StringComparer.Ordinal
        );
        foreach (var file in scan.Files.Where(file => !changes.ContainsKey(file.Path)))
        {
            changes.Add(file.Path, null);
        }

        await context.AnswerAsync(
            await services
                .GetRequiredService<Publisher>()
                .PublishAsync(
                    changes,
                    baseFiles: null,
                    context.PersonOfCaller(),
                    publication.Note ?? $"Version {version} again",
                    context.RequestAborted
                )
        );
    }
}
