using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Runs the tests in rule files, in the production engine. Pass a rule set without plug-ins: a test's result must not
/// depend on external state.
/// </summary>
internal static class RuleTestRunner
{
    /// <summary>The failures, as errors at the positions of the tests; empty if all pass.</summary>
    public static async Task<ImmutableArray<RuleProblem>> ProveAsync(
        RuleSet ruleSet,
        IEnumerable<RuleTest> tests,
        CancellationToken cancellationToken
    )
    {
        var rules = new RulesByName(ruleSet);
        var failures = ImmutableArray.CreateBuilder<RuleProblem>();
        foreach (var test in tests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await FailureOfAsync(test, ruleSet, rules, cancellationToken) is { } failure)
                failures.Add(failure);
        }

        return failures.ToImmutable();
    }

    private static async Task<RuleProblem?> FailureOfAsync(
        RuleTest test,
        RuleSet ruleSet,
        RulesByName rules,
        CancellationToken cancellationToken
    )
    {
        var last = (await RuleTestRun.PlayAsync(test, ruleSet, cancellationToken))[^1];
        return new TestFailure(test, last.Message, last.EvaluationContext, last.Decision, rules).Find();
    }
}
