using WebhookReceiver.Api;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Management.Texts;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>
/// <c>POST /api/drafts/{id}/answer</c>: writes an answer for messages into a draft, with tests made of them. The answer
/// is a person's; nothing of it is live.
/// </summary>
internal static class TopicAnswers
{
    public const string Path = DraftEndpoints.OnePath + "/answer";

    private const string UsualFile = "9-from-console.yaml";
    private const int MostPhrases = 20;
    private const int MostTests = 5;
    private const int MostNot = 2;

    public static async Task WriteAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.TopicAnswer) is not { } answer)
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (FaultOf(id, answer) is { } fault)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "body", fault);
            return;
        }

        var draft = context.RequestServices.GetRequiredService<DraftStore>().Find(id);
        var topics = await context.TopicsAsync();
        var fit = new PhraseFit(answer.Phrases);
        var say = TestTexts.Of(
            topics.Named(answer.Messages ?? []).Where(message => fit.In(message.Text).Count > 0),
            MostTests
        );
        var not = TestTexts.Of(
            topics.Named(answer.Not ?? []).Where(message => fit.In(message.Text).Count == 0),
            MostNot
        );
        await (
            answer.Reply is null
                ? AddAsync(context, id, draft, answer, say, not)
                : BeginAsync(context, id, draft, answer, say, not)
        );
    }

    private static string? FaultOf(string id, TopicAnswer answer)
    {
        var path = answer.File ?? UsualFile;
        return !DraftStore.IsId(id) ? "The id of a draft has small letters, digits and hyphens, at most 64 of them."
            : answer.Phrases.Count is 0 or > MostPhrases ? $"An answer has 1 to {MostPhrases} phrases."
            : new PhraseFit(answer.Phrases).Problems.FirstOrDefault(one => one.Problem is not null)
                is { Problem: { } problem } bad
                ? $"'{bad.Text}' is no phrase: {problem}"
            : string.IsNullOrWhiteSpace(answer.Rule) ? "The rule needs a name."
            : answer.Reply is not null && string.IsNullOrWhiteSpace(answer.Reply) ? "The answer cannot be empty."
            : answer.Reply is null && answer.File is not null ? "The rule stands in its file already; leave out 'file'."
            : RuleOverlay.FaultOf(path) is { } fault ? fault
            : TextEndpoints.IsYaml(path) ? null
            : $"'{path}' is no file of rules; those end in .yaml.";
    }

    /// <summary>A rule of its own.</summary>
    private static async Task BeginAsync(
        HttpContext context,
        string id,
        Draft? draft,
        TopicAnswer answer,
        IReadOnlyList<string> say,
        IReadOnlyList<string> not
    )
    {
        var path = answer.File ?? UsualFile;
        var rules = context.RequestServices.GetRequiredService<RuleReloader>();
        var build = await rules.BuildAsync(
            DraftFiles.Read(draft?.Files ?? new Dictionary<string, string?>(StringComparer.Ordinal), int.MaxValue).Files
                ?? [],
            context.RequestAborted
        );
        if (build?.RuleSet.FindRule(answer.Rule) is not null)
        {
            await context.RefuseAsync(
                StatusCodes.Status422UnprocessableEntity,
                "texts",
                $"There is a rule '{answer.Rule}' already; choose another name."
            );
            return;
        }

        var rule = new NewRule(answer.Rule, answer.Phrases, answer.Reply!.ReplaceLineEndings("\n").Trim(), say, not);
        if (await TextOfAsync(context, draft, path) is not { } text || rule.In(new LineEnds(text)) is not { } changed)
        {
            await context.RefuseAsync(
                StatusCodes.Status422UnprocessableEntity,
                "texts",
                $"No rule can be put behind those of '{path}'; choose another file."
            );
            return;
        }

        await TextEndpoints.KeepAsync(context, id, draft, answer.Rule, path, changed);
    }

    /// <summary>More phrases for a rule that is there, at its source line.</summary>
    private static async Task AddAsync(
        HttpContext context,
        string id,
        Draft? draft,
        TopicAnswer answer,
        IReadOnlyList<string> say,
        IReadOnlyList<string> not
    )
    {
        if (await TextEndpoints.FindAsync(context, answer.Rule, draft) is not { } found)
        {
            return;
        }

        var (text, place) = found;
        if (!TextEndpoints.IsYaml(place.Path))
        {
            await context.RefuseAsync(
                StatusCodes.Status422UnprocessableEntity,
                "texts",
                TextEndpoints.NotInYaml(place.Path)
            );
            return;
        }

        foreach (var phrase in answer.Phrases)
        {
            var (changed, problem) = Add(new LineEnds(text), place, phrase);
            if (changed is null)
            {
                await context.RefuseAsync(StatusCodes.Status422UnprocessableEntity, "texts", problem!);
                return;
            }

            text = changed;
        }

        if (say.Count + not.Count > 0)
        {
            var file = new LineEnds(text);
            // A rule whose tests have a form of their own gets the phrases; Review compares the real messages anyway.
            text = RuleTestLines.Add(file, file.EndOfLine(place.Line), say, not) ?? text;
        }

        await TextEndpoints.KeepAsync(context, id, draft, answer.Rule, place.Path, text);
    }

    /// <summary>A phrase behind the last one that alone is enough for the rule.</summary>
    private static (string? File, string? Problem) Add(LineEnds file, RulePlace place, string phrase)
    {
        var ruleIndex = file.EndOfLine(place.Line);
        var last =
            SpanNode.Read(file.Text) is { } root && LocatedTexts.RuleAt(root, ruleIndex) is { } rule
                ? LocatedTexts
                    .Of(rule)
                    .LastOrDefault(text => text is { IsPhrase: true, IsEditable: true } && IsEnough(text.Id))
                : null;
        return last is null
            ? (null, $"This rule has no list of phrases that a form can extend; open {place.Path}:{place.Line}.")
            : TextEditor.Change(file, ruleIndex, [new TextChange(last.Id, phrase, Add: true)]);
    }

    /// <summary>Phrases of <c>when</c>, <c>words</c> and <c>any</c>; not those that are the whole message, or go together.</summary>
    private static bool IsEnough(string id) =>
        !id.Contains(".all", StringComparison.Ordinal)
        && !id.Contains(".is", StringComparison.Ordinal)
        && !id.Contains(".contains", StringComparison.Ordinal);

    /// <summary>The file in the draft or in the folder; empty if there is none, null if it is no UTF-8.</summary>
    private static async Task<string?> TextOfAsync(HttpContext context, Draft? draft, string path)
    {
        if (draft is not null && draft.Files.TryGetValue(path, out var drafted))
        {
            return drafted ?? "";
        }

        var scan = await context.RequestServices.GetRequiredService<RuleReloader>().LookAsync(context.RequestAborted);
        return scan.Find(path) is { } file
            ? file.Read() is { } bytes
                ? DraftFiles.TextOf(bytes)
                : null
            : "";
    }
}
