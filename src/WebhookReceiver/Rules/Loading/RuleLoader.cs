using System.Collections.Immutable;
using WebhookReceiver.Rules.Linting;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>A rule set made from a scan and put to its own tests, with everything that was found wrong on the way.</summary>
/// <param name="Scan">What it was made from.</param>
/// <param name="Files">The files of the scan with their contents.</param>
/// <param name="IsFit">Whether it may take the place of a good one: nothing is wrong with any file or test.</param>
/// <param name="TestCount">Tests that were run: all, or none where something could not be read.</param>
/// <param name="Comparison">What the messages of the past say to it; null if none was asked.</param>
internal sealed record RuleLoad(
    FolderScan Scan,
    IReadOnlyList<RuleFile> Files,
    RuleSet RuleSet,
    bool IsFit,
    ImmutableArray<RuleProblem> Problems,
    int TestCount,
    ReplayComparison? Comparison
);

/// <summary>Builds a rule set from a scan, runs its tests, and replays messages of the past.</summary>
internal sealed class RuleLoader(RulesOptions options, TimeProvider time, RecentMessages? recent)
{
    /// <summary>Null if a file changed since the scan.</summary>
    /// <remarks>
    /// What is wrong with a plug-in does not hold up the files: the catalogue hands over only rules that are fit to go live,
    /// those of the version before where a new one is broken.
    /// </remarks>
    /// <param name="scan">What to load.</param>
    /// <param name="lastGood">What the new rules are held against; null if none were good yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RuleLoad?> LoadAsync(FolderScan scan, RuleSet? lastGood, CancellationToken cancellationToken)
    {
        if (scan.Read() is not { } files)
        {
            return null;
        }

        var build = Build(files, scan, scan.Version);
        ImmutableArray<RuleProblem> problems = [.. scan.Problems, .. build.Problems];
        var isReadable = !problems.Any(problem => problem.IsError);
        if (isReadable)
        {
            // A test must come out the same whatever a plug-in's world looks like today, so none is asked.
            var ruleSet = build.RuleSet.WithoutPlugins();
            var failures = await RuleTestRunner.ProveAsync(ruleSet, build.Tests, cancellationToken);
            var lintContext = new LintContext(
                ruleSet,
                build.Tests,
                time.GetUtcNow(),
                options.CanPush,
                options.HasTemplateLanguage
            );
            problems =
            [
                .. problems,
                .. options.Gate == RuleGate.Off ? failures.Select(AsWarning) : failures,
                .. await RuleLinter.ReviewAsync(lintContext, cancellationToken),
            ];
        }

        var isFit = !problems.Any(problem => problem.IsError);
        var comparison = isFit && lastGood is not null ? await ReplayAsync(lastGood, build.RuleSet) : null;
        problems = [.. problems, .. scan.Plugins.Problems];
        return new RuleLoad(
            scan,
            files,
            build.RuleSet,
            isFit,
            problems,
            isReadable ? build.Tests.Count : 0,
            comparison
        );
    }

    /// <summary>The rule set of a copy; null if it has errors, for example with the plug-ins of today.</summary>
    public RuleSet? Restore(LastGoodRuleSet copy, FolderScan scan) =>
        Build(copy.Files, scan, copy.Version) is { HasErrors: false } build ? build.RuleSet : null;

    private RuleSetBuild Build(IReadOnlyList<RuleFile> files, FolderScan scan, string version) =>
        RuleSetBuilder.Build(files, scan.Plugins.Rules, version, options.Limits, time);

    private async Task<ReplayComparison?> ReplayAsync(RuleSet before, RuleSet after) =>
        recent is null || options.Gate == RuleGate.Off || after.Version == before.Version
            ? null
            : await ReplayComparison.OfAsync(before, after, recent(options.ReplayMessages));

    private static RuleProblem AsWarning(RuleProblem problem) => problem with { Severity = ProblemSeverity.Warning };
}
