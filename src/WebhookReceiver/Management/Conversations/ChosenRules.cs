using WebhookReceiver.Management.Files;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Conversations;

/// <summary>Why rules cannot be asked.</summary>
internal sealed record RulesRefusal(int Status, string Error, string Message);

/// <summary>The rules that a question names: those of now, of then, of a draft, or of a kept version.</summary>
internal sealed class ChosenRules(RuleReloader rules, RuleVersions versions, DraftStore drafts)
{
    public const string Then = "then";
    private const string Draft = "draft:";
    private const string Version = "version:";

    /// <param name="with"><c>then</c>, <c>now</c>, <c>live</c>, <c>draft:id</c> or <c>version:…</c>.</param>
    /// <param name="versionThen">The version of the rules that answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(RuleSet? RuleSet, RulesRefusal? Refusal)> FindAsync(
        string with,
        string versionThen,
        CancellationToken cancellationToken
    ) =>
        with switch
        {
            "now" or "live" => Task.FromResult<(RuleSet?, RulesRefusal?)>((rules.Current, null)),
            Then when versionThen.Length > 0 => OfVersionAsync(versionThen, cancellationToken),
            _ when with.StartsWith(Version, StringComparison.Ordinal) => OfVersionAsync(
                with[Version.Length..],
                cancellationToken
            ),
            _ when with.StartsWith(Draft, StringComparison.Ordinal) => OfDraftAsync(
                with[Draft.Length..],
                cancellationToken
            ),
            _ => Task.FromResult(
                Refused(
                    StatusCodes.Status400BadRequest,
                    "with",
                    "'with' is then, now, live, draft:… or version:…; a trial has no 'then'."
                )
            ),
        };

    private async Task<(RuleSet?, RulesRefusal?)> OfVersionAsync(string version, CancellationToken cancellationToken)
    {
        var live = rules.Current;
        if (live.Version == version)
        {
            return (live, null);
        }

        return
            versions.Find(version) is { } files
            && await rules.RestoreAsync(new LastGoodRuleSet(version, files), cancellationToken) is { } ruleSet
            ? (ruleSet, null)
            : Refused(StatusCodes.Status410Gone, "not-kept", "The rules of then are not kept any more.");
    }

    private async Task<(RuleSet?, RulesRefusal?)> OfDraftAsync(string id, CancellationToken cancellationToken)
    {
        if (drafts.Find(id) is not { } draft)
        {
            return Refused(
                StatusCodes.Status404NotFound,
                "not-found",
                "There is no such draft; GET /api/drafts lists them."
            );
        }

        var (files, problem) = DraftFiles.Read(draft.Files, int.MaxValue);
        if (files is null)
        {
            return Refused(StatusCodes.Status422UnprocessableEntity, "problems", problem!);
        }

        return await rules.BuildAsync(files, cancellationToken) switch
        {
            null => Refused(
                StatusCodes.Status409Conflict,
                "changing",
                "The folder is being changed at this moment; try again in a second."
            ),
            { HasErrors: true } build => Refused(
                StatusCodes.Status422UnprocessableEntity,
                "problems",
                $"The draft has errors: {build.Problems.First(one => one.IsError)}"
            ),
            { RuleSet: var ruleSet } => (ruleSet, null),
        };
    }

    private static (RuleSet?, RulesRefusal?) Refused(int status, string error, string message) =>
        (null, new RulesRefusal(status, error, message));
}
