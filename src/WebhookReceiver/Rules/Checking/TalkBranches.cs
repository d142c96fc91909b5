using System.Globalization;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Proving;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Checking;

/// <summary>The branches of a conversation: questions, choices, and what a look-up can come to; and whether a test reaches them.</summary>
internal static class TalkBranches
{
    public static IEnumerable<(string Name, bool IsReached)> Of(
        FileRule rule,
        IReadOnlyCollection<TestTurn> turns,
        RuleSet ruleSet
    )
    {
        if (rule.Talk is not { } talk)
        {
            return [];
        }

        return
        [
            .. Questions(rule, talk.Form, turns),
            .. Choices(rule, talk.Menu, turns, ruleSet),
            .. Outcomes(rule, talk.Lookup, turns),
        ];
    }

    /// <summary>True if the turn left a question or menu open.</summary>
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
        var memo = turn.Decision.Memos.FirstOrDefault(memo => memo.IsOwn && memo.Name == OwnNames.Form);
        return memo?.Value is { } value
            ? OpenForm.Of(new Dictionary<string, string>(StringComparer.Ordinal) { [OwnNames.Form] = value })
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
                var label = option.Label.Render(Review.Say(""), []);
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
        return MenuTurn.Chosen(
            MenuTurn.LabelsOf(menu, open, turn.Message with { Language = turn.Decision.Language }),
            context
        );
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
            .SelectMany(turn => turn.Decision.Foreign)
            .Where(answer => answer.RuleName == rule.Name)
            .Select(answer => answer.Lookup?.Kind)
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
