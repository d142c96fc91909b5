using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Runs the tests that stand beside the rules, in the engine that answers customers. Give it a book without plug-ins:
/// a test must come out the same whatever a plug-in's world looks like today.
/// </summary>
internal static class RuleTestRunner
{
    /// <summary>What fails, as errors at the places of the tests; empty if all is good.</summary>
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
