using System.Text;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Texts;

/// <summary>The texts of a rule, for forms: read with their places, changed at their source lines.</summary>
internal static class TextEndpoints
{
    public const string RulePath = "/api/rules/{rule}/texts";

    public const string DraftPath = DraftEndpoints.OnePath + "/texts";

    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    public static string NotInYaml(string path) =>
        $"This rule stands in a table or a page, not in a file of rules; change it there: GET /api/rules/files/{path}.";

    public static void MapTexts(this IEndpointRouteBuilder group)
    {
        group.MapGet(RulePath, ShowAsync);
        group.MapPost(DraftPath, ChangeAsync);
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "draft");
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        var draft = query.Text("draft") is { } id
            ? context.RequestServices.GetRequiredService<DraftStore>().Find(id)
            : null;
        if (await FindAsync(context, (string)context.Request.RouteValues["rule"]!, draft) is not { } found)
        {
            return;
        }

        var (text, place) = found;
        var file = new LineEnds(text);
        var texts =
            IsYaml(place.Path)
            && SpanNode.Read(file.Text) is { } root
            && LocatedTexts.RuleAt(root, file.EndOfLine(place.Line)) is { } rule
                ? LocatedTexts.Of(rule)
                : null;
        await context.AnswerAsync(
            new RuleTexts
            {
                Rule = (string)context.Request.RouteValues["rule"]!,
                Path = place.Path,
                Line = place.Line,
                Sha256 = Hashes.Of(Encoding.UTF8.GetBytes(text)),
                Texts = [.. (texts ?? []).Select(one => Of(one, file))],
                Why = texts is null ? NotInYaml(place.Path) : null,
            },
            ApiJson.Default.RuleTexts
        );
    }

    private static RuleText Of(LocatedText text, LineEnds file)
    {
        var (start, end) = (file.PlaceOf(text.Scalar.Start), file.PlaceOf(text.Scalar.End));
        return new RuleText
        {
            Id = text.Id,
            Kind = text.IsPhrase ? "phrase" : "reply",
            Language = text.Language,
            Text = text.Value,
            Line = start.Line,
            Column = start.Column,
            EndLine = end.Line,
            EndColumn = end.Column,
            Editable = text.IsEditable,
        };
    }

    private static async Task ChangeAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.TextChanges) is not { } changes)
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (!DraftStore.IsId(id))
        {
            await context.RefuseAsync(
                StatusCodes.Status400BadRequest,
                "body",
                "The id of a draft has small letters, digits and hyphens, at most 64 of them."
            );
            return;
        }

        var draft = context.RequestServices.GetRequiredService<DraftStore>().Find(id);
        if (await FindAsync(context, changes.Rule, draft) is not { } found)
        {
            return;
        }

        var (text, place) = found;
        var file = new LineEnds(text);
        var (changed, problem) = IsYaml(place.Path)
            ? TextEditor.Change(file, file.EndOfLine(place.Line), changes.Changes)
            : (null, NotInYaml(place.Path));
        if (changed is null)
        {
            await context.RefuseAsync(StatusCodes.Status422UnprocessableEntity, "texts", problem!);
            return;
        }

        await KeepAsync(context, id, draft, changes.Rule, place.Path, changed);
    }

    /// <summary>Keeps a changed file in a draft, which begins if it is not there.</summary>
    public static async Task KeepAsync(
        HttpContext context,
        string id,
        Draft? before,
        string rule,
        string path,
        string changed
    )
    {
        var services = context.RequestServices;
        var scan = await services.GetRequiredService<RuleReloader>().LookAsync(context.RequestAborted);
        var files = new Dictionary<string, string?>(before?.Files ?? Nothing, StringComparer.Ordinal)
        {
            [path] = changed,
        };
        var baseFiles = new Dictionary<string, string?>(before?.BaseFiles ?? Nothing, StringComparer.Ordinal);
        baseFiles.TryAdd(path, scan.Find(path)?.Hash);
        await context.KeepAsync(
            new Draft
            {
                Id = id,
                Title = before?.Title ?? $"Change {rule}",
                By = context.PersonOfCaller(),
                Changed = services.GetRequiredService<TimeProvider>().GetUtcNow(),
                Base = before?.Base ?? scan.Version,
                Files = files,
                BaseFiles = baseFiles,
                ETag = "",
            },
            context.IfMatch() ?? before?.ETag
        );
    }

    /// <summary>The file of a rule, and where the rule stands in it; null if the request was refused.</summary>
    public static async Task<(string Text, RulePlace Place)?> FindAsync(HttpContext context, string rule, Draft? draft)
    {
        var rules = context.RequestServices.GetRequiredService<RuleReloader>();
        var files = draft is null
            ? new Dictionary<string, byte[]?>(StringComparer.Ordinal)
            : DraftFiles.Read(draft.Files, int.MaxValue).Files;
        var build = files is null ? null : await rules.BuildAsync(files, context.RequestAborted);
        if (build?.RuleSet.FindRule(rule)?.Place is not { } place)
        {
            await context.RefuseUnknownAsync(
                "There is no such rule in a file that can be read; GET /api/rules/use lists them."
            );
            return null;
        }

        if (draft is not null && draft.Files.TryGetValue(place.Path, out var drafted) && drafted is not null)
        {
            return (drafted, place);
        }

        var scan = await rules.LookAsync(context.RequestAborted);
        if (scan.Find(place.Path)?.Read() is { } bytes && DraftFiles.TextOf(bytes) is { } text)
        {
            return (text, place);
        }

        await context.RefuseAsync(
            StatusCodes.Status422UnprocessableEntity,
            "texts",
            "The rule's file is not UTF-8, so a form cannot change it. Save it as UTF-8 first."
        );
        return null;
    }

    /// <summary>Whether a file of rules is YAML, by its name.</summary>
    public static bool IsYaml(string path) =>
        !RuleFileNames.IsCsv(path) && !RuleFileNames.IsMarkdown(path) && !RuleFileNames.IsHolidays(path);
}
