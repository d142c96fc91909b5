using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>
/// Writes an explanation for people: the answer, then the rules with their ticks and crosses; those that do not fit
/// only if all are wanted.
/// </summary>
internal sealed class ExplanationText(Explanation explanation, Func<RulePlace, string> shown, bool all)
{
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        _text.Clear().Append('“').Append(explanation.Message.Text).Append("”\n\n");
        _text.Append(Answer()).Append('\n');
        if (explanation.Language is { } language)
        {
            _text.Append("language: ").Append(language).Append('\n');
        }

        foreach (var (name, value) in explanation.Winner?.Captures ?? [])
        {
            _text.Append("captured: ").Append(name).Append(" = ").Append(value).Append('\n');
        }

        foreach (var (name, reason) in explanation.Winner?.Refused ?? [])
        {
            _text.Append("refused: ").Append(name).Append(" = ").Append(reason).Append('\n');
        }

        if (explanation.Form is { } form)
        {
            _text.Append("Open: ").Append(form.Shown).Append(" (").Append(shown(form.Rule.Place)).Append(')');
            _text.Append("\n    ").Append(form.Line).Append('\n');
        }

        _text.Append('\n');
        ExplainedRule[] told = [.. explanation.Rules.Where(rule => all || IsOfInterest(rule))];
        foreach (var rule in told)
        {
            Append(rule);
        }

        _text.Append(told.Length == 0 ? "" : "\n");
        var left = explanation.Rules.Length - told.Length;
        var plugins = explanation.Rules.Count(rule => rule.Outcome == RuleOutcome.NotAsked);
        return _text
            .Append(CultureInfo.InvariantCulture, $"{Count(explanation.Rules.Length - plugins, "rule")}, ")
            .Append(plugins == 0 ? "" : $"{Count(plugins, "rule")} of plug-ins not asked, ")
            .Append(CultureInfo.InvariantCulture, $"decided in {explanation.Took.TotalMilliseconds:0.000} ms")
            .Append(left == 0 ? "" : $"; '--all' shows {left} more")
            .ToString();
    }

    /// <summary>A rule that fits or was asked; where none answers also one of whose conditions some hold.</summary>
    private bool IsOfInterest(ExplainedRule rule) =>
        rule.Outcome != RuleOutcome.DoesNotHold
        || (
            explanation.Decision.Reply is null
            && rule.Conditions.Any(condition =>
                condition.Holds && !condition.Text.StartsWith("not:", StringComparison.Ordinal)
            )
        );

    /// <summary>Each condition on a separate line, the same under a failing test as under <c>explain</c>.</summary>
    public static void AppendConditions(StringBuilder text, ExplainedRule rule)
    {
        foreach (var condition in rule.Conditions)
        {
            text.Append("\n    ").Append(condition);
        }

        if (rule.Conditions.IsEmpty && rule.Place is not null)
        {
            text.Append("\n    ✓ (answers everything)");
        }
    }

    private void Append(ExplainedRule rule)
    {
        _text.Append(Sign(rule.Outcome)).Append(' ').Append(rule.Name);
        if (rule.Place is { } place)
        {
            _text.Append(" (").Append(shown(place)).Append(')');
        }

        _text.Append(
            rule.Outcome switch
            {
                RuleOutcome.Answers when rule.IsByForm => " ANSWERS, because of what was open",
                RuleOutcome.Answers => " ANSWERS",
                RuleOutcome.FormFirst => " would answer too, but what was open comes first",
                RuleOutcome.ComesLater => " would answer too, but comes later",
                RuleOutcome.PassesOn => " has no reply and passes the message on",
                RuleOutcome.Shadow => " would answer, but is only counted (shadow)",
                RuleOutcome.Failed => " failed and was skipped",
                _ => "",
            }
        );
        if (rule.Remark is not null)
        {
            _text.Append(": ").Append(rule.Remark);
        }

        if (!rule.IsByForm)
        {
            AppendConditions(_text, rule);
        }

        AppendModel(rule);
        _text.Append('\n');
    }

    private void AppendModel(ExplainedRule rule)
    {
        if (!rule.Passages.IsEmpty)
        {
            _text.Append("\n    the model gets: ").AppendJoin(", ", rule.Passages);
        }

        if (rule.Model is not null)
        {
            _text.Append("\n    ").Append(rule.Model);
        }

        if (!rule.Cited.IsEmpty)
        {
            _text.Append("\n    it cites: ").AppendJoin(", ", rule.Cited);
        }
    }

    private string Answer()
    {
        var decision = explanation.Decision;
        if (decision.Reply is not { } reply)
        {
            return "No rule answers; the customer gets no reply.";
        }

        var by = explanation.Winner is { } winner ? $"'{winner.Name}'" : decision.RuleName;
        if (!decision.Parts.IsEmpty)
        {
            var names = string.Join(" and ", decision.Parts.Select(name => $"'{name}'"));
            return $"{names} answer, each a part of the message:\n{reply.Text}";
        }

        var what =
            reply.IsSilent ? "answers with silence."
            : string.IsNullOrEmpty(reply.Text) ? $"answers {Encoding.UTF8.GetString(decision.Body.Span)}"
            : $"answers:\n{reply.Text.TrimEnd('\n')}";
        return $"{by} {what}";
    }

    private static char Sign(RuleOutcome outcome) =>
        outcome switch
        {
            RuleOutcome.Answers => '✓',
            RuleOutcome.NotAsked => '?',
            RuleOutcome.Failed => '!',
            RuleOutcome.DoesNotHold => '✗',
            _ => '·',
        };

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
