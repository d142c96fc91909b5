using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds what is remembered as the language of a contact, but names none of the folder's.</summary>
internal static class UnknownLanguages
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) =>
        lintContext.RuleSet.Detector is { Languages: var languages }
            ? lintContext
                .Rules.SelectMany(rule => Of(rule, languages))
                .DistinctBy(problem => (problem.RuleId, problem.Message))
                .ToAsyncEnumerable()
            : AsyncEnumerable.Empty<RuleProblem>();

    private static IEnumerable<RuleProblem> Of(FileRule rule, Languages languages)
    {
        if (rule.Options?.Remember.FirstOrDefault(plan => plan.Name == Languages.Variable) is not { } plan)
        {
            return [];
        }

        return ValuesOf(rule, plan)
            .Where(value => value.Length > 0 && languages.Find(value) < 0)
            .Select(value =>
                LintContext.Warning(
                    rule,
                    $"“{value}” names none of your languages, so nobody who takes it is spoken to in it.",
                    $"Write a code or a name: {languages.All[^1].Code} or {languages.All[^1].OwnName}."
                )
            );
    }

    /// <summary>The value, if it is always the same; the labels, if it is what was chosen.</summary>
    private static IEnumerable<string> ValuesOf(FileRule rule, RememberPlan plan)
    {
        var nobody = LintContext.Say("");
        if (plan.Value.IsConstant)
        {
            return [plan.Value.Render(nobody, []).Trim()];
        }

        if (rule.Options!.Menu is not { } menu)
        {
            return [];
        }

        return menu
            .Options.Where(option => option.Label.All(label => label.IsConstant))
            .Select(option => option.Label.Render(nobody, []) ?? "")
            .Select(label => plan.Value.Render(nobody, [new(MenuEvaluator.ChoiceName, label)]).Trim());
    }
}
