using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary><c>/api/drafts</c>: changes that are not live, and their publication.</summary>
internal static class DraftEndpoints
{
    public const string Path = "/api/drafts";

    public const string OnePath = Path + "/{id}";

    public const string PublishPath = OnePath + "/publish";

    public const string PatchPath = OnePath + "/patch";

    private static readonly byte[] Done = "{}"u8.ToArray();

    public static void MapDrafts(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, ListAsync);
        group.MapGet(OnePath, ShowAsync);
        group.MapPut(OnePath, SaveAsync);
        group.MapDelete(OnePath, RemoveAsync);
        group.MapPost(PublishPath, PublishAsync);
        group.MapGet(PatchPath, PatchAsync);
    }

    /// <summary>The draft of the path; null if the request was refused.</summary>
    public static async Task<Draft?> DraftAsync(this HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        if (context.RequestServices.GetRequiredService<DraftStore>().Find(id) is { } draft)
        {
            return draft;
        }

        await context.RefuseUnknownAsync("There is no such draft; GET /api/drafts lists them.");
        return null;
    }

    /// <summary>Saves a draft and answers it, or says that somebody else did meanwhile.</summary>
    public static async Task KeepAsync(this HttpContext context, Draft draft, string? etag)
    {
        var store = context.RequestServices.GetRequiredService<DraftStore>();
        if (etag is null && store.Find(draft.Id) is null && store.List().Count >= DraftStore.Most)
        {
            await context.RefuseAsync(
                StatusCodes.Status409Conflict,
                "too-many",
                $"There are {DraftStore.Most} drafts already. Throw one away first."
            );
            return;
        }

        if (store.Save(draft, etag) is not { } saved)
        {
            await context.RefuseAsync(
                StatusCodes.Status412PreconditionFailed,
                "changed",
                "Somebody else saved this draft meanwhile, or it is gone. Read it again; If-Match names what you changed."
            );
            return;
        }

        context.Response.Headers.ETag = $"\"{saved.ETag}\"";
        await context.AnswerAsync(saved, ApiJson.Default.Draft);
    }

    /// <summary>The entity tag of If-Match, without quotes; null if there is none.</summary>
    public static string? IfMatch(this HttpContext context) =>
        context.Request.Headers.IfMatch is [{ Length: > 0 } tag] ? tag.Trim().Trim('"') : null;

    private static Task ListAsync(HttpContext context) =>
        context.AnswerAsync(
            new Page<Draft>(context.RequestServices.GetRequiredService<DraftStore>().List()),
            ApiJson.Default.PageDraft
        );

    private static async Task ShowAsync(HttpContext context)
    {
        if (await context.DraftAsync() is { } draft)
        {
            context.Response.Headers.ETag = $"\"{draft.ETag}\"";
            await context.AnswerAsync(draft, ApiJson.Default.Draft);
        }
    }

    private static async Task SaveAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.DraftContent, DraftFiles.LargestBody) is not { } content)
        {
            return;
        }

        var services = context.RequestServices;
        var id = (string)context.Request.RouteValues["id"]!;
        var (_, problem) = DraftFiles.Read(
            content.Files,
            services.GetRequiredService<IOptions<RulesOptions>>().Value.MaxFileBytes
        );
        problem ??= DraftStore.IsId(id)
            ? null
            : "The id of a draft has small letters, digits and hyphens, at most 64 of them.";
        if (problem is not null)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "body", problem);
            return;
        }

        var scan = await services.GetRequiredService<RuleReloader>().LookAsync(context.RequestAborted);
        var before = services.GetRequiredService<DraftStore>().Find(id);
        await context.KeepAsync(
            new Draft
            {
                Id = id,
                Title = content.Title,
                By = context.PersonOfCaller(),
                Changed = services.GetRequiredService<TimeProvider>().GetUtcNow(),
                Base = before?.Base ?? scan.Version,
                Files = content.Files,
                BaseFiles = content.Files.Keys.ToDictionary(
                    path => path,
                    path =>
                        content.BaseFiles is { } told && told.TryGetValue(path, out var hash) ? hash
                        : before is not null && before.BaseFiles.TryGetValue(path, out hash) ? hash
                        : scan.Find(path)?.Hash,
                    StringComparer.Ordinal
                ),
                ETag = "",
            },
            context.IfMatch()
        );
    }

    private static async Task RemoveAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        await (
            context.RequestServices.GetRequiredService<DraftStore>().Remove(id)
                ? context.AnswerAsync(Done)
                : context.RefuseUnknownAsync("There is no such draft; GET /api/drafts lists them.")
        );
    }

    private static async Task PublishAsync(HttpContext context)
    {
        if (
            await context.ReadBodyAsync(ApiJson.Strict.Publication) is not { } publication
            || await context.DraftAsync() is not { } draft
        )
        {
            return;
        }

        var (files, problem) = DraftFiles.Read(draft.Files, int.MaxValue);
        if (files is null)
        {
            await context.RefuseAsync(StatusCodes.Status422UnprocessableEntity, "problems", problem!);
            return;
        }

        var services = context.RequestServices;
        var result = await services
            .GetRequiredService<Publisher>()
            .PublishAsync(files, draft.BaseFiles, context.PersonOfCaller(), publication.Note, context.RequestAborted);
        if (result.Done is not null)
        {
            services.GetRequiredService<DraftStore>().Remove(draft.Id);
        }

        await context.AnswerAsync(result);
    }

    /// <summary>Answers what became of a publication.</summary>
    public static Task AnswerAsync(this HttpContext context, PublicationResult result)
    {
        if (result.Done is null)
        {
            return context.AnswerAsync(result.Refused!, ApiJson.Default.PublicationRefused, result.Status);
        }

        context.AuditVersion(result.Done.Version);
        return context.AnswerAsync(result.Done, ApiJson.Default.Published);
    }

    private static async Task PatchAsync(HttpContext context)
    {
        if (await context.DraftAsync() is not { } draft)
        {
            return;
        }

        var scan = await context.RequestServices.GetRequiredService<RuleReloader>().LookAsync(context.RequestAborted);
        var patch = UnifiedDiff.Of(
            draft.Files,
            path => scan.Find(path)?.Read() is { } there ? DraftFiles.TextOf(there) : null
        );
        context.Response.ContentType = "text/x-diff; charset=utf-8";
        await context.Response.WriteAsync(patch, context.RequestAborted);
    }
}
