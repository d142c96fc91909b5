using System.Collections.Immutable;
using WebhookReceiver.Rules.Linting;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>A tested rule set made from a scan, with all its problems.</summary>
/// <param name="Scan">Its scan.</param>
/// <param name="Files">The files of the scan with their contents.</param>
/// <param name="IsFit">Whether it may replace a good one: no file and no test has an error.</param>
/// <param name="TestCount">Number of tests run: all, or none if a file was unreadable.</param>
/// <param name="Comparison">Replay of past messages; null without a replay.</param>
internal sealed record RuleLoad(
    FolderScan Scan,
    IReadOnlyList<RuleFile> Files,
    RuleSet RuleSet,
    bool IsFit,
    ImmutableArray<RuleProblem> Problems,
    int TestCount,
    ReplayComparison? Comparison
)
{
    /// <summary>Number of tests that failed.</summary>
    public int FailedTests { get; init; }
}

/// <summary>Builds a rule set from a scan, runs its tests, and replays past messages.</summary>
/// <param name="options">The settings.</param>
/// <param name="time">The clock of the rules' time limits.</param>
/// <param name="recent">The past messages.</param>
internal sealed class RuleLoader(RulesOptions options, TimeProvider time, RecentMessages? recent)
{
    /// <summary>Null if a file changed since the scan.</summary>
    /// <remarks>
    /// A plug-in's problem does not block the files: the catalogue returns only usable rules, and the previous
    /// version's if a new one is broken.
    /// </remarks>
    /// <param name="scan">The scan to load.</param>
    /// <param name="lastGood">The rules to compare with; null if there are none yet.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    public async Task<RuleLoad?> LoadAsync(FolderScan scan, RuleSet? lastGood, CancellationToken cancellationToken)
    {
        return scan.Read() is { } files
            ? await LoadAsync(scan, files, lastGood, options.ReplayMessages, cancellationToken)
            : null;
    }

    /// <summary>The same for files that are at hand.</summary>
    /// <param name="scan">What there would be to load.</param>
    /// <param name="files">Its files.</param>
    /// <param name="lastGood">The rules to compare with; null if there are none yet.</param>
    /// <param name="replay">Number of past messages to compare.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    public async Task<RuleLoad> LoadAsync(
        FolderScan scan,
        IReadOnlyList<RuleFile> files,
        RuleSet? lastGood,
        int replay,
        CancellationToken cancellationToken
    )
    {
        var build = Build(files, scan, scan.Version);
        ImmutableArray<RuleProblem> problems = [.. scan.Problems, .. build.Problems];
        var isReadable = !problems.Any(problem => problem.IsError);
        var failed = 0;
        if (isReadable)
        {
            // A test's result must not depend on external state, so no plug-in is asked.
            var ruleSet = build.RuleSet.WithoutPlugins();
            var failures = await RuleTestRunner.ProveAsync(ruleSet, build.Tests, cancellationToken);
            failed = failures.Length;
            var lintContext = new LintContext(
                ruleSet,
                build.Tests,
                time.GetUtcNow(),
                options.CanPush,
                options.HasTemplateLanguage
            )
            {
                Dated = build.Dated,
                HasModel = options.HasModel,
            };
            problems =
            [
                .. problems,
                .. options.Gate == RuleGate.Off ? failures.Select(AsWarning) : failures,
                .. await RuleLinter.ReviewAsync(lintContext, cancellationToken),
            ];
        }

        var isFit = !problems.Any(problem => problem.IsError);
        var comparison = isFit && lastGood is not null ? await ReplayAsync(lastGood, build.RuleSet, replay) : null;
        problems = [.. ProblemSpans.AddTo(problems, files), .. scan.Plugins.Problems];
        return new RuleLoad(scan, files, build.RuleSet, isFit, problems, isReadable ? build.Tests.Count : 0, comparison)
        {
            FailedTests = failed,
        };
    }

    /// <summary>The rule set of a stored copy; null if it has errors, for example with the present plug-ins.</summary>
    public RuleSet? Restore(LastGoodRuleSet copy, FolderScan scan) =>
        Build(copy.Files, scan, copy.Version) is { HasErrors: false } build ? build.RuleSet : null;

    /// <summary>The rule set of files, without a look at their tests.</summary>
    public RuleSetBuild BuildOnly(IReadOnlyList<RuleFile> files, FolderScan scan) => Build(files, scan, scan.Version);

    private RuleSetBuild Build(IReadOnlyList<RuleFile> files, FolderScan scan, string version) =>
        RuleSetBuilder.Build(files, scan.Plugins.Rules, version, options.Limits, time);

    private async Task<ReplayComparison?> ReplayAsync(RuleSet before, RuleSet after, int count) =>
        recent is null || count == 0 || options.Gate == RuleGate.Off || after.Version == before.Version
            ? null
            : await ReplayComparison.OfAsync(before, after, recent(count));

    private static RuleProblem AsWarning(RuleProblem problem) => problem with { Severity = ProblemSeverity.Warning };
}
