using System.Collections.Immutable;
using System.Text;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules.Testing;

/// <summary>Compares the answer with the expectation of a test, and reports the difference with a cure.</summary>
internal sealed class TestFailure(
    RuleTest test,
    IncomingMessage last,
    EvaluationContext evaluationContext,
    Decision decision,
    RulesByName rules
)
{
    private const int LongestQuote = 80;

    /// <summary>The rule that must answer; null if the test leaves it open.</summary>
    private readonly string? _expected = test.Answers ?? (test.MustNotAnswer || test.MustBeSilent ? null : test.RuleId);

    private string Answer => decision.Reply?.Text ?? "";

    /// <summary>The failure; null if the test passes.</summary>
    public RuleProblem? Find()
    {
        if (test.MustNotAnswer && IsShadow(test.RuleId))
            return Failed("must not be answered by this rule, but it would be.", Conditions(rules.Find(test.RuleId)));
        // A shadow rule has no reply to compare; testable is only that it would answer.
        if (IsShadow(_expected))
            return null;
        if (
            _expected is not null
            && decision.RuleName != _expected
            && !decision.Parts.Contains(_expected, StringComparer.Ordinal)
        )
            return OtherRule();
        if (test.MustNotAnswer && decision.RuleName is not null && decision.RuleName == test.RuleId)
            return Failed("must not be answered by this rule, but it is.", Conditions(rules.Find(test.RuleId)));
        if (test.MustBeSilent && decision.Reply is { IsSilent: false })
            return Failed($"should be answered with silence, but {Happened()}.");
        if (test.Reply is not null && !SameText(test.Reply, Answer))
            return Failed(
                $"should be answered {Quote(test.Reply)}, but {Happened()}{InLanguage()}.",
                rules.Rows(decision.RuleName, last)
            );

        var missing = test.Has.Where(part => !Answer.Contains(part, StringComparison.Ordinal)).Select(Quote).ToArray();
        return missing.Length == 0
            ? null
            : Failed(
                $"should have {string.Join(" and ", missing)} in its answer, but {Happened()}{InLanguage()}.",
                rules.Rows(decision.RuleName, last)
            );
    }

    private bool IsShadow(string? rule) => rule is not null && decision.Shadows.Contains(rule, StringComparer.Ordinal);

    private RuleProblem OtherRule()
    {
        var rule = rules.Find(_expected);
        if (rule is null)
            return Failed($"should be answered by '{_expected}', but no rule in these files has that id.");

        var fault = decision.Faults.FirstOrDefault(fault => fault.RuleName == _expected);
        var reason = fault is null ? Conditions(rule) : $" The rule failed: {fault.Told}";
        return Failed($"should be answered by '{_expected}', but {Happened()}.", reason);
    }

    private string Conditions(FileRule? rule)
    {
        if (rule is null)
            return "";
        var text = new StringBuilder();
        if (OptOutGate.IsGate(decision.RuleName))
        {
            text.Append("\n    The settings answer before any rule is asked.");
        }

        var form = rules.Form(last, evaluationContext, decision);
        if (form is not null)
        {
            text.Append("\n    open was ").Append(form.Shown).Append(": ").Append(form.Line);
            if (form.Takes || form.Rule == rule)
            {
                return text.ToString();
            }
        }

        var explained = rules.Explain(rule, last, evaluationContext);
        ExplanationText.AppendConditions(text, explained);
        if (explained.AllHold && rules.Find(decision.RuleName) is not null && decision.RuleName != rule.Name)
            text.Append(
                "\n    All conditions hold, but the other rule is asked earlier: narrow its phrases or move this rule above it."
            );
        return text.ToString();
    }

    private RuleProblem Failed(string what, string details = "") =>
        new(
            ProblemSeverity.Error,
            test.Place.Path,
            test.Place.Line,
            test.Place.Column,
            test.RuleId,
            $"Test failed: {Said()} {what}{details}",
            Fix: null
        );

    private string Said() => string.Join(", then ", test.Say.Select(Shown));

    private static string Shown(TestMessage said) =>
        said switch
        {
            { Event: { } happened, Text: "" } => $"the event {Quote(happened)}",
            { Event: { } happened } => $"the event {Quote(happened)} of {Quote(said.Text)}",
            { Button: { } button } => $"the button {Quote(button)}",
            { MediaName: { } name, Text: "" } => $"the {Lower(said.Kind)} {name}",
            { MediaName: { } name } => $"the {Lower(said.Kind)} {name} with {Quote(said.Text)}",
            _ => Quote(said.Text),
        };

    private string Happened() =>
        decision switch
        {
            { RuleName: null } => "no rule answers",
            { Reply: null or { IsSilent: true } } => $"{rules.Name(decision.RuleName)} answers with silence",
            _ =>
                $"{rules.Name(decision.RuleName)} answers {(Answer.Length == 0 ? "without a text" : Quote(Answer))}{Model()}",
        };

    /// <summary>Why a model's words were not said.</summary>
    private string Model() =>
        decision.External.FirstOrDefault(result => result.Verdict is not (null or ModelVerdict.Used))?.Verdict
            is { } verdict
            ? $" ({ModelVerdicts.SentenceOf(verdict)})"
            : "";

    /// <summary>The right rule may speak the wrong language.</summary>
    private string InLanguage() => rules.Language(last, decision) is { } language ? $" in {language}" : "";

    private static string Lower(MessageKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A YAML block ends with an invisible line break.</summary>
    private static bool SameText(string expected, string actual) =>
        string.Equals(expected.TrimEnd('\n'), actual.TrimEnd('\n'), StringComparison.Ordinal);

    private static string Quote(string text)
    {
        var line = text.TrimEnd('\n').Replace("\n", "⏎", StringComparison.Ordinal);
        return line.Length <= LongestQuote ? $"“{line}”" : $"“{line.AsSpan(0, LongestQuote)}…”";
    }
}
