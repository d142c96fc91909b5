using System.Collections.Immutable;
using WebhookReceiver.Rules.Checking;
using WebhookReceiver.Rules.Files;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Rules.Proving;

namespace WebhookReceiver.Rules;

/// <summary>A book made from the rules folder, put to its own tests, with everything that was found wrong on the way.</summary>
/// <param name="TestCount">Tests that were run: all, or none where something could not be read.</param>
/// <param name="IsFit">Whether the book may take the place of a good one: nothing is wrong with any file or test.</param>
internal sealed record RuleFolderLoad(RuleSet RuleSet, bool IsFit, ImmutableArray<RuleProblem> Problems, int TestCount)
{
    /// <summary>What the book was made of.</summary>
    public IReadOnlyList<RuleFile> Files { get; init; } = [];

    /// <summary>Builds the book, looks at it with a critic's eye, and runs its tests; null if a file changed since the scan.</summary>
    /// <remarks>
    /// What is wrong with a plug-in does not hold up the files: the catalogue hands over only rules that are fit to go live,
    /// those of the version before where a new one is broken.
    /// </remarks>
    /// <param name="pace">Where messages are answered meanwhile.</param>
    public static async Task<RuleFolderLoad?> FromAsync(
        RuleFolderScan scan,
        PluginSnapshot plugins,
        RulesOptions options,
        TimeProvider time,
        Pace? pace,
        CancellationToken cancellationToken
    )
    {
        if (scan.Read(pace) is not { } files)
        {
            return null;
        }

        var build = RuleSetBuilder.Build(
            files,
            plugins.Rules,
            scan.VersionWith(plugins.Version),
            options.Limits,
            time,
            pace
        );
        ImmutableArray<RuleProblem> problems = [.. scan.Problems, .. build.Problems];
        var isReadable = !problems.Any(IsError);
        if (isReadable)
        {
            // A test must come out the same whatever a plug-in's world looks like today, so none is asked.
            var ruleSet = build.RuleSet.WithoutPlugins();
            var failures = await RuleProver.ProveAsync(ruleSet, build.Tests, cancellationToken);
            var review = new Review(ruleSet, build.Tests, time.GetUtcNow(), options.CanPush) { Pace = pace };
            problems =
            [
                .. problems,
                .. options.Gate == RuleGate.Off ? failures.Select(AsWarning) : failures,
                .. await Critics.ReviewAsync(review, cancellationToken),
            ];
        }

        return new RuleFolderLoad(
            build.RuleSet,
            IsFit: !problems.Any(IsError),
            [.. ProblemSpans.AddTo(problems, files, pace), .. plugins.Problems],
            isReadable ? build.Tests.Count : 0
        )
        {
            Files = files,
        };
    }

    public static bool IsError(RuleProblem problem) => problem.Severity == ProblemSeverity.Error;

    private static RuleProblem AsWarning(RuleProblem problem) => problem with { Severity = ProblemSeverity.Warning };
}
