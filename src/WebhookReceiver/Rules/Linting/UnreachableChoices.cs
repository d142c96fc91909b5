using System.Collections.Frozen;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>
/// Every choice of a menu must be reachable by its label and by its number. This tries each, in every language.
/// </summary>
internal static class UnreachableChoices
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) =>
        lintContext
            .Rules.Where(rule => rule.Options?.Menu is not null)
            .SelectMany(rule => Of(rule, lintContext))
            .DistinctBy(problem => (problem.RuleId, problem.Message))
            .ToAsyncEnumerable();

    private static IEnumerable<RuleProblem> Of(FileRule rule, LintContext lintContext)
    {
        var menu = rule.Options!.Menu!;
        foreach (var language in LanguagesOf(menu))
        {
            var labels = MenuEvaluator.LabelsOf(menu, Open(rule), Say("", language));
            for (var i = 0; i < labels.Length; i++)
            {
                // A label with values of the message differs for every contact.
                if (labels[i].Length == 0 || !menu.Options[i].Label.All(label => label.IsConstant))
                {
                    continue;
                }

                if (ObstacleTo(i, labels, Say(labels[i], language), rule, lintContext) is { } obstacle)
                {
                    yield return LintContext.Warning(
                        rule,
                        $"the choice “{labels[i]}” is reached by its number alone: written out, it {obstacle}.",
                        "Give it another label."
                    );
                }

                var number = (i + 1).ToString(CultureInfo.InvariantCulture);
                if (ObstacleTo(i, labels, Say(number, language), rule, lintContext) is { } other)
                {
                    yield return LintContext.Warning(
                        rule,
                        $"the choice “{labels[i]}” is not reached by its number: “{number}” {other}.",
                        "Give the other another name."
                    );
                }
            }
        }
    }

    private static string? ObstacleTo(
        int at,
        string[] labels,
        IncomingMessage message,
        FileRule rule,
        LintContext lintContext
    )
    {
        using var context = MatchContext.Rent(message, lintContext.RuleSet.Vocabulary);
        if (lintContext.RuleSet.OptOutGate.Stop?.Holds(context) is true)
        {
            return "is a word of 'settings.stop'";
        }

        if (rule.Options!.Cancel?.UseIn(context, MenuEvaluator.IsLabel(labels, context)) is CommandUse.Given)
        {
            return "is a word of 'cancel'";
        }

        var chosen = MenuEvaluator.Chosen(rule.Options.Menu!, labels, context);
        return chosen == at ? null
            : chosen < 0 ? "chooses nothing"
            : string.Create(CultureInfo.InvariantCulture, $"chooses “{chosen + 1}. {labels[chosen]}”");
    }

    /// <summary>The codes of the labels' languages; one empty code if they have none.</summary>
    private static IEnumerable<string> LanguagesOf(Menu menu) =>
        menu
            .Options.SelectMany(option => option.Label.Variants)
            .Select(variant => variant.Name.Split(' ')[0])
            .Select(name => char.IsAsciiLetter(name[0]) ? name : "")
            .Distinct(StringComparer.Ordinal);

    private static OpenForm Open(FileRule rule) => new(rule.Name, Question: "", Tries: 0, Answers: []);

    private static IncomingMessage Say(string text, string language) =>
        LintContext.Say(text) with
        {
            Contact =
                language.Length == 0
                    ? FrozenDictionary<string, string>.Empty
                    : new Dictionary<string, string>(StringComparer.Ordinal) { [Languages.Variable] = language },
        };
}
