using System.Collections.Immutable;
using WebhookReceiver.Rules.Files;

namespace WebhookReceiver.Rules;

/// <summary>A book made from the rules folder, put to its own tests, with everything that was found wrong on the way.</summary>
internal sealed record RuleFolderLoad(RuleBook Book, ImmutableArray<RuleProblem> Problems, int TestCount)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    /// <summary>Builds the book and runs its tests; null if a file changed since the scan.</summary>
    public static async Task<RuleFolderLoad?> FromAsync(
        RuleFolderScan scan,
        DecisionLimits limits,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var files = await scan.ReadAsync(cancellationToken);
        if (files is null)
            return null;

        var build = RuleBookBuilder.Build(files, [], scan.VersionWith(plugins: ""), limits, time);
        return new RuleFolderLoad(build.Book, [.. scan.Problems, .. build.Problems], build.Tests.Count);
    }
}
