using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds rules whose conditions can never hold together.</summary>
internal static class ImpossibleRules
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) =>
        lintContext
            .Rules.Select(rule => (Rule: rule, Conditions: ConditionParts.All(rule).ToList()))
            .Where(one => one.Conditions.Count > 1)
            .Select(one => Of(one.Rule, one.Conditions, lintContext))
            .OfType<RuleProblem>()
            .ToAsyncEnumerable();

    private static RuleProblem? Of(FileRule rule, List<Condition> all, LintContext lintContext)
    {
        for (var i = 0; i < all.Count; i++)
        {
            for (var other = i + 1; other < all.Count; other++)
            {
                if (ConditionParts.Exclude(all[i], all[other]) || TextForbids(all[i], all[other], lintContext))
                {
                    return Tell(rule, all[i], all[other]);
                }
            }
        }

        return WholeText(rule, all, lintContext) ?? Hours(rule, all, lintContext);
    }

    private static RuleProblem Tell(FileRule rule, Condition one, Condition other) =>
        LintContext.Warning(
            rule,
            $"“{one.Describe()}” and “{other.Describe()}” never hold together, so the rule can never answer.",
            "Take one of them out, or make two rules of it."
        );

    /// <summary>True if every phrase of one has what the other forbids.</summary>
    private static bool TextForbids(Condition one, Condition other, LintContext lintContext) =>
        (one, other) switch
        {
            (WordsCondition words, NotCondition not) => words.Phrases.All(phrase =>
                Has(phrase, not.Inside, lintContext)
            ),
            (AllWordsCondition words, NotCondition not) => words.Phrases.Any(phrase =>
                Has(phrase, not.Inside, lintContext)
            ),
            (NotCondition, WordsCondition or AllWordsCondition) => TextForbids(other, one, lintContext),
            _ => false,
        };

    /// <summary>Whether the words of a phrase are enough for a condition that any more words leave as it is.</summary>
    private static bool Has(Phrase phrase, Condition forbidden, LintContext lintContext) =>
        forbidden switch
        {
            AnyCondition any => any.Inside.Any(inside => Has(phrase, inside, lintContext)),
            AllCondition all => all.Inside.All(inside => Has(phrase, inside, lintContext)),
            WordsCondition or AllWordsCondition => PhraseExample.Apart(phrase.Source) is { } text
                && Holds(forbidden, text, lintContext),
            _ => false,
        };

    /// <summary><c>is</c> names the whole message: one of these must fit the other conditions of the text.</summary>
    private static RuleProblem? WholeText(FileRule rule, List<Condition> all, LintContext lintContext)
    {
        if (all.Find(one => one is IsCondition) is not { } whole)
        {
            return null;
        }

        string[] texts = [.. whole.Phrases.Select(phrase => phrase.Source)];
        if (texts.Any(text => text.AsSpan().ContainsAny('*', '<')))
        {
            return null;
        }

        var other = all.Find(one =>
            one.LooksAtTextAlone && one != whole && !texts.Any(text => Holds(one, text, lintContext))
        );
        return other is null ? null : Tell(rule, whole, other);
    }

    private static RuleProblem? Hours(FileRule rule, List<Condition> all, LintContext lintContext)
    {
        var timed = all.Where(ConditionParts.IsOfTime).ToList();
        return
            timed.Count == 0
            || CalendarYear.Find(lintContext, context => timed.All(one => one.Holds(context))) is not null
            ? null
            : LintContext.Warning(
                rule,
                $"“{string.Join("” and “", timed.Select(one => one.Describe()))}” {(timed.Count == 1 ? "does not hold" : "do not hold together")} at any hour of the coming year.",
                timed.Count == 1 ? "Take it out, or mend the calendar." : "Take one of them out, or mend the calendar."
            );
    }

    private static bool Holds(Condition condition, string text, LintContext lintContext)
    {
        using var context = MatchContext.Rent(LintContext.Say(text), lintContext.RuleSet.Vocabulary);
        return condition.Holds(context);
    }
}
