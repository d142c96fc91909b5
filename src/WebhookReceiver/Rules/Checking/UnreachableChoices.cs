using System.Collections.Frozen;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Checking;

/// <summary>Every choice of a menu must be chosen by its label, written out, and by its number. Each is tried, in every language.</summary>
internal static class UnreachableChoices
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(Review review, CancellationToken cancellationToken) =>
        review
            .Rules.Where(rule => rule.Talk?.Menu is not null)
            .SelectMany(rule => Of(rule, review))
            .DistinctBy(problem => (problem.RuleId, problem.Message))
            .ToAsyncEnumerable();

    private static IEnumerable<RuleProblem> Of(FileRule rule, Review review)
    {
        var menu = rule.Talk!.Menu!;
        foreach (var language in LanguagesOf(menu))
        {
            var labels = MenuTurn.LabelsOf(menu, Open(rule), Say("", language));
            for (var i = 0; i < labels.Length; i++)
            {
                // What is filled in from the message before is another one for everybody.
                if (labels[i].Length == 0 || !menu.Options[i].Label.All(label => label.IsConstant))
                {
                    continue;
                }

                if (ObstacleTo(i, labels, Say(labels[i], language), rule, review) is { } obstacle)
                {
                    yield return Review.Warning(
                        rule,
                        $"the choice “{labels[i]}” is reached by its number alone: written out, it {obstacle}.",
                        "Give it another label."
                    );
                }

                var number = (i + 1).ToString(CultureInfo.InvariantCulture);
                if (ObstacleTo(i, labels, Say(number, language), rule, review) is { } other)
                {
                    yield return Review.Warning(
                        rule,
                        $"the choice “{labels[i]}” is not reached by its number: “{number}” {other}.",
                        "Give the other another name."
                    );
                }
            }
        }
    }

    private static string? ObstacleTo(int at, string[] labels, IncomingMessage message, FileRule rule, Review review)
    {
        using var context = MatchContext.Rent(message, review.RuleSet.Vocabulary);
        if (review.RuleSet.OptOutGate.Stop?.Holds(context) is true)
        {
            return "is a word of 'settings.stop'";
        }

        if (rule.Talk!.Cancel?.UseIn(context, MenuTurn.IsLabel(labels, context)) is CommandUse.Given)
        {
            return "is a word of 'cancel'";
        }

        var chosen = MenuTurn.Chosen(labels, context);
        return chosen == at ? null
            : chosen < 0 ? "chooses nothing"
            : string.Create(CultureInfo.InvariantCulture, $"chooses “{chosen + 1}. {labels[chosen]}”");
    }

    /// <summary>The codes by which the labels are told apart; one empty code if they are written once for all.</summary>
    private static IEnumerable<string> LanguagesOf(Menu menu) =>
        menu
            .Options.SelectMany(option => option.Label.Variants)
            .Select(variant => variant.Name.Split(' ')[0])
            .Select(name => char.IsAsciiLetter(name[0]) ? name : "")
            .Distinct(StringComparer.Ordinal);

    private static OpenForm Open(FileRule rule) => new(rule.Name, Question: "", Tries: 0, Answers: []);

    private static IncomingMessage Say(string text, string language) =>
        Review.Say(text) with
        {
            Contact =
                language.Length == 0
                    ? FrozenDictionary<string, string>.Empty
                    : new Dictionary<string, string>(StringComparer.Ordinal) { [Languages.Variable] = language },
        };
}
