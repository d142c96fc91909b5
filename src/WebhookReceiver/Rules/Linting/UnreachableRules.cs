using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds rules after one that answers everything.</summary>
internal static class UnreachableRules
{
    private const int MostShown = 3;

    public static IAsyncEnumerable<RuleProblem> FindAsync(LintContext lintContext, CancellationToken cancellationToken)
    {
        var rules = lintContext.Rules.ToList();
        var wall = rules.FindIndex(AnswersEverything);
        // Rules for groups are reached there, and rules for events by events.
        var behind = wall < 0 ? [] : rules.Skip(wall + 1).Where(IsForDirectMessages).ToList();
        return (behind.Count == 0 ? [] : new[] { Tell(rules[wall], behind) }).ToAsyncEnumerable();
    }

    /// <summary>True for a rule behind which none is asked.</summary>
    public static bool AnswersEverything(FileRule rule) =>
        rule.When.All(condition => condition is ChatCondition { Scope: ChatScope.Direct })
        && rule.Options?.Cooldown is null
        && (rule.Plan.IsConstant || rule.Plan.IsSilence);

    private static bool IsForDirectMessages(FileRule rule) =>
        rule.When.Any(condition => condition is ChatCondition { Scope: ChatScope.Direct })
        && !rule.When.Any(condition => condition is EventCondition);

    private static RuleProblem Tell(FileRule wall, List<FileRule> behind)
    {
        var names = string.Join(", ", behind.Take(MostShown).Select(rule => $"'{rule.Name}'"));
        var more = behind.Count > MostShown ? $" and {behind.Count - MostShown} more" : "";
        var verb = behind.Count == 1 ? "is" : "are";
        return LintContext.Warning(
            wall,
            $"this rule answers every message, so {names}{more} {verb} never asked.",
            wall.Stage == ReplyStage.Fallback
                ? "Keep one of them, or give this one 'when'."
                : "Write 'stage: fallback' if it should come last, or give it 'when'."
        );
    }
}
