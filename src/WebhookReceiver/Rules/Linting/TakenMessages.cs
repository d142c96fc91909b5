using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>
/// Finds rules with conditions beside their words (hours, channels, languages) whose every message is answered by rules
/// asked earlier: one that needs less, or several that together are always there. Reports only proven cases.
/// </summary>
internal static class TakenMessages
{
    /// <summary>Every rule is compared with all before it; beyond this many comparisons that would cost time.</summary>
    private const int MostCompared = 200_000;

    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) => Find(lintContext).ToAsyncEnumerable();

    private static IEnumerable<RuleProblem> Find(LintContext lintContext)
    {
        var rules = lintContext.Rules.ToList();
        var ledTo = rules
            .SelectMany(rule => rule.Options?.Menu?.Options ?? [])
            .Select(option => option.Go)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var all = new List<Earlier>();
        var timed = new List<Earlier>();
        var left = MostCompared;
        foreach (var rule in rules)
        {
            var one = new Earlier(
                rule,
                [.. ConditionParts.All(rule).OrderBy(condition => !condition.LooksAtTextAlone)]
            );
            // A rule of phrases alone is tried phrase by phrase; only several rules together are looked for here.
            var isOfPhrases = LintContext.OnlyPhrases(rule).Any();
            var before = isOfPhrases ? timed : all;
            var isAsked =
                !ledTo.Contains(rule.Name) && !one.Conditions.Exists(condition => condition is EventCondition);
            if (isAsked && before.Count > 0)
            {
                BackgroundThrottle.Yield();
                left -= before.Count;
                if (left < 0)
                {
                    yield break;
                }

                if (
                    Thieves(one.Conditions, before, lintContext) is { Count: > 0 } thieves
                    && !(isOfPhrases && thieves.Count == 1)
                )
                {
                    yield return Tell(rule, thieves, lintContext);
                }
            }

            if (Answers(rule))
            {
                all.Add(one);
                if (one.Conditions.Exists(ConditionParts.IsOfTime))
                {
                    timed.Add(one);
                }
            }
        }
    }

    /// <summary>Only a rule that surely says something keeps a message from the next.</summary>
    private static bool Answers(FileRule rule) =>
        rule.Options?.Cooldown is null
        && !UnreachableRules.AnswersEverything(rule)
        && (rule.Plan.IsSilence || (rule.Plan.IsConstant && rule.Plan.Texts.LongestConstant > 0));

    /// <summary>The rules that take all messages of these conditions; none if some message is left.</summary>
    private static List<FileRule> Thieves(List<Condition> wanted, List<Earlier> earlier, LintContext lintContext)
    {
        string[] texts = [.. Texts(wanted, lintContext)];
        if (texts.Length == 0 && wanted.Exists(one => one.LooksAtTextAlone))
        {
            return [];
        }

        var timed = wanted.Where(ConditionParts.IsOfTime).ToList();
        var partly = new List<(FileRule Rule, List<Condition> Open)>();
        foreach (var (rule, conditions) in earlier)
        {
            var open = new List<Condition>();
            if (!conditions.TrueForAll(one => IsSure(one, wanted, texts, lintContext) || IsTimed(one, open)))
            {
                continue;
            }

            if (open.Count == 0)
            {
                return [rule];
            }

            partly.Add((rule, open));
        }

        var isCovered =
            partly.Count > 0
            && CalendarYear.Find(lintContext, context => timed.TrueForAll(one => one.Holds(context))) is not null
            && CalendarYear.Find(
                lintContext,
                context =>
                    timed.TrueForAll(one => one.Holds(context))
                    && !partly.Exists(one => one.Open.TrueForAll(condition => condition.Holds(context)))
            )
                is null;
        return isCovered ? [.. partly.Select(one => one.Rule)] : [];
    }

    private static bool IsTimed(Condition one, List<Condition> open)
    {
        if (!ConditionParts.IsOfTime(one))
        {
            return false;
        }

        open.Add(one);
        return true;
    }

    private static bool IsSure(Condition one, List<Condition> wanted, string[] texts, LintContext lintContext) =>
        one.LooksAtTextAlone && texts.Length > 0
            ? Array.TrueForAll(texts, text => Holds(one, text, lintContext))
            : wanted.Exists(other => ConditionParts.Implies(other, one));

    private static bool Fits(List<Condition> wanted, string text, LintContext lintContext) =>
        wanted.TrueForAll(one => !one.LooksAtTextAlone || Holds(one, text, lintContext));

    /// <summary>Messages that stand for all: each phrase with unlike values in its slots. Empty if a phrase has none.</summary>
    private static List<string> Texts(List<Condition> wanted, LintContext lintContext)
    {
        var texts = new List<string>();
        foreach (var phrase in wanted.Find(one => one is WordsCondition or IsCondition)?.Phrases ?? [])
        {
            var fitting = PhraseExample.AllOf(phrase.Source).Where(text => Fits(wanted, text, lintContext)).ToList();
            if (fitting.Count == 0)
            {
                return [];
            }

            texts.AddRange(fitting);
        }

        return texts;
    }

    private static RuleProblem Tell(FileRule rule, List<FileRule> thieves, LintContext lintContext)
    {
        var first = thieves[0];
        var names = string.Join(
            " and ",
            thieves.Select(thief => $"'{thief.Name}' at {thief.Place.Path}:{thief.Place.Line}").Take(2)
        );
        var reason = WhyNot.ReasonOfOrder(
            lintContext.Explain(rule, LintContext.Say("")),
            first.Stage,
            first.Priority,
            first.Place
        );
        return thieves.Count == 1
            ? LintContext.Warning(
                rule,
                $"this rule never answers: all of its messages are answered by {names}, which needs less and is asked earlier because {reason}.",
                $"Move this rule above it, or narrow '{first.Name}'."
            )
            : LintContext.Warning(
                rule,
                $"this rule never answers: at every hour its messages are answered by {names}, which are asked earlier.",
                $"Move this rule above '{first.Name}', or narrow the others."
            );
    }

    private static bool Holds(Condition condition, string text, LintContext lintContext)
    {
        using var context = MatchContext.Rent(LintContext.Say(text), lintContext.RuleSet.Vocabulary);
        return condition.Holds(context);
    }

    private sealed record Earlier(FileRule Rule, List<Condition> Conditions);
}
