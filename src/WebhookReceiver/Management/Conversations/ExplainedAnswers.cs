using System.Text.Json;
using WebhookReceiver.Api;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Explaining;

namespace WebhookReceiver.Management.Conversations;

/// <summary>An explanation as a record of the API.</summary>
internal static class ExplainedAnswers
{
    public static ExplainedAnswer Of(
        Explanation explanation,
        RuleSet ruleSet,
        string sender = "",
        ManagementRole role = ManagementRole.Operator
    )
    {
        var decision = explanation.Decision;
        using var answer = JsonDocument.Parse(decision.Body);
        return new ExplainedAnswer
        {
            Text = Masking.Text(explanation.Message.Text, sender, role),
            Channel = explanation.Message.Channel,
            At = explanation.Message.ReceivedAt,
            Version = ruleSet.Version,
            Rule = decision.RuleName,
            Reply = decision.Reply?.Text is { } said ? Masking.Text(said, sender, role) : null,
            Answer = role >= ManagementRole.Owner || sender.Length == 0 ? answer.RootElement.Clone() : null,
            Micros = (long)explanation.Took.TotalMicroseconds,
            Open = explanation.Form is { } form
                ? new OpenQuestion(
                    form.Rule.Name,
                    form.Takes,
                    form.Question.Length == 0 ? null : form.Question,
                    form.Told
                )
                : null,
            Nearest = NearestOf(explanation),
            Rules = [.. explanation.Rules.Select(rule => ResultOf(rule, sender, role))],
        };
    }

    private static RuleResult ResultOf(ExplainedRule rule, string sender, ManagementRole role) =>
        new()
        {
            Rule = rule.Name,
            Path = rule.Place?.Path,
            Line = rule.Place?.Line ?? 0,
            Stage = WhyNot.NameOf(rule.Stage),
            Priority = rule.Priority,
            Outcome = ExplanationJson.NameOf(rule.Outcome),
            Remark = rule.Remark,
            Conditions =
            [
                .. rule.Conditions.Select(condition => new ConditionResult(
                    condition.Holds,
                    condition.Text,
                    condition.Found is null ? null : Masking.Text(condition.Found, sender, role)
                )),
            ],
            Captures = ValuesOf(rule.Captures, sender, role),
            Refused = ValuesOf(rule.Refused, sender, role),
            Passages = rule.Passages.IsEmpty ? null : rule.Passages,
            Cited = rule.Passages.IsEmpty ? null : rule.Cited,
            Model = rule.Model,
        };

    private static Dictionary<string, string>? ValuesOf(
        IReadOnlyCollection<KeyValuePair<string, string>> values,
        string sender,
        ManagementRole role
    ) =>
        values.Count == 0
            ? null
            : values
                .DistinctBy(value => value.Key, StringComparer.Ordinal)
                .ToDictionary(
                    value => value.Key,
                    value => Masking.Text(value.Value, sender, role),
                    StringComparer.Ordinal
                );

    /// <summary>
    /// The rule with the greatest part of its conditions holding, if only the fallback answers. Of equal ones, the first.
    /// </summary>
    private static NearestRule? NearestOf(Explanation explanation) =>
        explanation.Winner is { Stage: not ReplyStage.Fallback }
            ? null
            : explanation
                .Rules.Where(rule => rule.Stage != ReplyStage.Fallback && rule.Outcome == RuleOutcome.DoesNotHold)
                .Select(rule => new NearestRule(
                    rule.Name,
                    rule.Conditions.Count(condition => condition.Holds),
                    rule.Conditions.Length
                ))
                .Where(rule => rule.Holding > 0)
                .OrderByDescending(rule => (double)rule.Holding / rule.Conditions)
                .FirstOrDefault();
}
