using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Linting;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management.Files;

/// <summary>Problems, and the result of a check, as records of the API.</summary>
internal static class ApiProblems
{
    public static IReadOnlyList<Problem> Of(IEnumerable<RuleProblem> problems) => [.. problems.Select(Of)];

    public static RuleCheckResult ResultOf(RuleLoad load, ManagementRole role) =>
        new()
        {
            Version = load.RuleSet.Version,
            Ok = load.IsFit,
            Rules = load.RuleSet.Rules.Length,
            Problems = Of(load.Problems),
            Tests = load.TestCount,
            FailedTests = load.FailedTests,
            Proof = load.Comparison is { } comparison ? Of(comparison, role) : null,
        };

    public static RuleCoverage? Of(Coverage? coverage) =>
        coverage is null
            ? null
            : new RuleCoverage(
                coverage.Rules,
                coverage.Branches,
                [
                    .. coverage.Gaps.Select(gap => new Api.CoverageGap(
                        gap.Rule,
                        gap.Place.Path,
                        gap.Place.Line,
                        gap.Branch
                    )),
                ]
            );

    private static Problem Of(RuleProblem problem) =>
        new()
        {
            Severity = problem.Severity.ToString().ToLowerInvariant(),
            Code = problem.Code,
            Path = problem.Path,
            Line = problem.Line,
            Column = problem.Column,
            EndLine = problem.EndLine,
            EndColumn = problem.EndColumn,
            Rule = problem.RuleId,
            Message = problem.Message,
            Cure = problem.Fix,
            Fix = problem.Replacement,
        };

    private static RuleProof Of(ReplayComparison comparison, ManagementRole role) =>
        new(
            comparison.Replayed,
            comparison.Differ,
            [
                .. comparison.Changes.Select(change => new Api.ChangedAnswer
                {
                    Message = change.Number,
                    At = change.ReceivedAt,
                    Text = Masking.Text(change.Text, "", role),
                    RuleBefore = change.RuleBefore,
                    Before = TextOf(change.ReplyBefore),
                    RuleAfter = change.RuleAfter,
                    After = TextOf(change.ReplyAfter),
                }),
            ]
        );

    private static string? TextOf(ReadOnlyMemory<byte> reply) =>
        ReplyText.Of(reply) is { Length: > 0 } text ? text : null;
}
