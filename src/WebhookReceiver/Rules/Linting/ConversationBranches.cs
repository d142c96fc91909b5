using System.Globalization;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Linting;

/// <summary>
/// The branches of a conversation (questions, choices, outcomes of a look-up), and whether a test reaches them.
/// </summary>
internal static class ConversationBranches
{
    public static IEnumerable<(string Name, bool IsReached)> Of(
        FileRule rule,
        IReadOnlyCollection<TestTurn> turns,
        RuleSet ruleSet
    )
    {
        if (rule.Options is not { } options)
        {
            return [];
        }

        return
        [
            .. Questions(rule, options.Form, turns),
            .. Choices(rule, options.Menu, turns, ruleSet),
            .. Outcomes(rule, options.Lookup, turns),
            .. Outcomes(rule, options.AskModel, turns),
        ];
    }

    /// <summary>True if a question or menu is open after this message.</summary>
    public static bool Asks(TestTurn turn) => AskedAfter(turn) is not null;

    private static IEnumerable<(string, bool)> Questions(FileRule rule, Form? form, IReadOnlyCollection<TestTurn> turns)
    {
        OpenForm[] asked = [.. turns.Select(AskedAfter).OfType<OpenForm>().Where(open => open.Rule == rule.Name)];
        return (form?.Questions ?? []).Select(question =>
            ($"question {question.Name}", asked.Any(open => open.Question == question.Name))
        );
    }

    private static OpenForm? AskedAfter(TestTurn turn)
    {
        var change = turn.Decision.Changes.FirstOrDefault(change => change.IsOwn(SystemVariables.Form));
        return change?.Value is { } value
            ? OpenForm.Of(new Dictionary<string, string>(StringComparer.Ordinal) { [SystemVariables.Form] = value })
            : null;
    }

    private static IEnumerable<(string, bool)> Choices(
        FileRule rule,
        Menu? menu,
        IReadOnlyCollection<TestTurn> turns,
        RuleSet ruleSet
    )
    {
        if (menu is null)
        {
            return [];
        }

        var chosen = turns.Select(turn => ChosenIn(turn, rule, menu, ruleSet)).ToHashSet();
        return menu.Options.Select(
            (option, at) =>
            {
                var label = option.Label.Render(LintContext.Say(""), []);
                var leads = option.Go is { } go ? $", go: {go}" : "";
                return (
                    string.Create(CultureInfo.InvariantCulture, $"choice {at + 1}. {label}{leads}"),
                    chosen.Contains(at)
                );
            }
        );
    }

    private static int ChosenIn(TestTurn turn, FileRule rule, Menu menu, RuleSet ruleSet)
    {
        var form = ExplainedForm.Of(ruleSet, turn.Message, turn.EvaluationContext, turn.Decision);
        if (form is not { Takes: true } || form.Rule != rule || OpenForm.Of(turn.EvaluationContext.Own) is not { } open)
        {
            return -1;
        }

        using var context = MatchContext.Rent(turn.Message, ruleSet.Vocabulary);
        return MenuEvaluator.Chosen(
            menu,
            MenuEvaluator.LabelsOf(menu, open, turn.Message with { Language = turn.Decision.Language }),
            context,
            open.IsPassed
        );
    }

    private static (string, bool)[] Outcomes(FileRule rule, AskModelPlan? question, IReadOnlyCollection<TestTurn> turns)
    {
        if (question is null)
        {
            return [];
        }

        var came = turns
            .SelectMany(turn => turn.Decision.External)
            .Where(result => result.Model is not null && result.RuleName == rule.Name)
            .Select(result => result.Verdict is ModelVerdict.Used)
            .ToHashSet();
        (string, bool)[] all = [("model", came.Contains(true)), ("otherwise", came.Contains(false))];
        return question.Otherwise.IsEmpty ? all[..1] : all;
    }

    private static IEnumerable<(string, bool)> Outcomes(
        FileRule rule,
        LookupPlan? lookup,
        IReadOnlyCollection<TestTurn> turns
    )
    {
        if (lookup is null)
        {
            return [];
        }

        var came = turns
            .SelectMany(turn => turn.Decision.External)
            .Where(result => result.RuleName == rule.Name)
            .Select(result => result.Lookup?.Kind)
            .ToHashSet();
        (LookupKind Kind, string Name, bool HasText)[] all =
        [
            (LookupKind.Found, "lookup", HasText: true),
            (LookupKind.Missing, "missing", !lookup.Missing.IsEmpty),
            (LookupKind.Failed, "failed", !lookup.Failed.IsEmpty),
        ];
        return all.Where(one => one.HasText).Select(one => (one.Name, came.Contains(one.Kind)));
    }
}
