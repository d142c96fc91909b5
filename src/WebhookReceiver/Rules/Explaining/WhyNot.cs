using System.Globalization;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>Explains in one sentence why a rule does not answer.</summary>
internal static class WhyNot
{
    /// <summary>The sentence; <see langword="null"/> for an unknown rule.</summary>
    public static string? Tell(Explanation explanation, string ruleId)
    {
        var rule = explanation.Rules.FirstOrDefault(rule => rule.Name == ruleId);
        return rule?.Outcome switch
        {
            null => null,
            RuleOutcome.Answers => $"'{ruleId}' does answer it.",
            RuleOutcome.NotAsked => $"'{ruleId}' is the rule of a plug-in, of which only this is known: {rule.Remark}.",
            RuleOutcome.Failed => $"'{ruleId}' failed on it and was skipped: {rule.Remark}",
            RuleOutcome.Shadow => $"'{ruleId}' is a shadow rule ('shadow: true'): it is counted, but never answers.",
            RuleOutcome.FormFirst =>
                $"'{ruleId}' would answer it too, but {explanation.Form!.Shown} is open, and the message {explanation.Form.Told}.",
            RuleOutcome.PassesOn => PassesOn(rule, explanation),
            RuleOutcome.ComesLater => ComesLater(rule, explanation.Winner!),
            _ => DoesNotHold(rule, explanation),
        };
    }

    /// <summary>The message for an unknown name.</summary>
    public static string NoSuchRule(RuleSet ruleSet, string ruleId)
    {
        var nearest = NearestName.Of(ruleId, ruleSet.Rules.Select(rule => rule.Name));
        var fix = nearest is null ? "A rule with 'enabled: false' is not asked either." : $"Did you mean '{nearest}'?";
        return $"There is no rule '{ruleId}'. {fix}";
    }

    private static string DoesNotHold(ExplainedRule rule, Explanation explanation)
    {
        string[] missing = [.. rule.Conditions.Where(condition => !condition.Holds).Select(one => $"“{one.Text}”")];
        var verb = missing.Length == 1 ? "does" : "do";
        var instead = explanation.Winner is { } winner ? $" {winner.Shown} answers instead." : " No rule answers.";
        return $"'{rule.Name}' does not answer it, because {string.Join(" and ", missing)} {verb} not hold.{instead}";
    }

    private static string ComesLater(ExplainedRule rule, ExplainedRule winner)
    {
        var reason = ReasonOfOrder(rule, winner.Stage, winner.Priority, winner.Place);
        return $"'{rule.Name}' would answer it too, but {winner.Shown} is asked earlier: {reason}.";
    }

    /// <summary>The reason why another rule is asked before this one.</summary>
    public static string ReasonOfOrder(ExplainedRule rule, ReplyStage stage, int priority, RulePlace? place) =>
        rule.Stage != stage ? $"its stage '{NameOf(stage)}' comes before '{NameOf(rule.Stage)}'"
        : rule.Priority != priority
            ? string.Create(CultureInfo.InvariantCulture, $"its priority {priority} is higher than {rule.Priority}")
        : rule.Place?.Path == place?.Path ? "it stands above it in the file"
        : "its file comes first";

    private static string PassesOn(ExplainedRule rule, Explanation explanation)
    {
        // The gate before all rules has a name that is no rule's.
        var answered = explanation.Decision.RuleName;
        return answered is not null && explanation.Winner is null
            ? $"'{rule.Name}' was not asked, because {answered} answers first."
            : $"All conditions of '{rule.Name}' hold, but it has no reply: it rests, or its text is empty.";
    }

    /// <summary>A stage as rule files spell it.</summary>
    public static string NameOf(ReplyStage stage) =>
        stage == ReplyStage.SmallTalk ? "small-talk" : stage.ToString().ToLowerInvariant();
}
