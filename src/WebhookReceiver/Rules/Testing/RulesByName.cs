using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Explaining;

namespace WebhookReceiver.Rules.Testing;

/// <summary>The file rules of a rule set by name, for reports of failing tests.</summary>
internal sealed class RulesByName(RuleSet ruleSet)
{
    public FileRule? Find(string? name) => name is null ? null : ruleSet.FindRule(name);

    /// <summary><c>'hours' at bakery.yaml:12</c>; the name alone for an unknown position.</summary>
    public string Name(string? name) =>
        Find(name) is { } rule ? $"'{name}' at {rule.Place.Path}:{rule.Place.Line}" : $"'{name}'";

    /// <summary>Explains the rule for the message, condition by condition.</summary>
    public ExplainedRule Explain(FileRule rule, IncomingMessage message, EvaluationContext evaluationContext) =>
        Explanation.OfRule(rule, ruleSet, message, evaluationContext);

    /// <summary>The language of the answer, and why; null in a folder of one.</summary>
    public ExplainedLanguage? Language(IncomingMessage message, Decision decision) =>
        ExplainedLanguage.Of(ruleSet, message, decision);

    /// <summary>The rows of tables that the message names, where another one may be meant.</summary>
    public string Rows(string? name, IncomingMessage message) => NamedRows.Told(Find(name), message, ruleSet);

    /// <summary>The open form when the message came.</summary>
    public ExplainedForm? Form(IncomingMessage message, EvaluationContext evaluationContext, Decision decision) =>
        ExplainedForm.Of(ruleSet, message, evaluationContext, decision);
}
