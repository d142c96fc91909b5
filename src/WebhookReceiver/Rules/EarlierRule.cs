using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules;

/// <summary>
/// "vacuna de la ravia": a general rule knows one word of it as it is written, an earlier one knows more of it with a
/// mistake. Of the two the earlier one is meant.
/// </summary>
internal static class EarlierRule
{
    /// <summary>
    /// The first rule of the stage before this one that holds with typing mistakes and has all words of the phrase that
    /// matched; the context then tolerates mistakes. Null for none; the context is then as before.
    /// </summary>
    public static FileRule? Of(FileRule rule, RuleSet rules, MatchContext context)
    {
        var evaluation = context.Evaluation;
        var start = rules.Stages[evaluation.Stage].Start;
        if (
            !rules.CanForgive
            || context.Forgives
            || evaluation.OnlyAlways
            || evaluation.IsEvent
            || evaluation.Position == start
            || context.Matched is not { } exact
            || !HasTypos(rules, context)
        )
        {
            return null;
        }

        var strips = context.Strips;
        context.Forgive(true);
        context.Strip(true);
        for (
            var at = context.NextCandidate(start, rules.Rules.Length);
            at < evaluation.Position;
            at = context.NextCandidate(at + 1, rules.Rules.Length)
        )
        {
            if (
                rules.Rules[at] is FileRule { Typos: true, IsShadow: false } earlier
                && !rules.ReactsAt(at)
                && earlier.Holds(context)
                && context.Matched is { } more
                && exact.Words.All(more.Words.Contains)
            )
            {
                return earlier;
            }
        }

        Return(rule, context, strips);
        return null;
    }

    /// <summary>The context is again as the rule left it.</summary>
    public static void Return(FileRule rule, MatchContext context, bool strips)
    {
        context.Forgive(false);
        context.Strip(strips);
        rule.Holds(context);
    }

    private static bool HasTypos(RuleSet rules, MatchContext context)
    {
        var evaluation = context.Evaluation;
        if (evaluation.HasTypos is null && context is { HasStripped: true } && !evaluation.IsStripped)
        {
            rules.MarkStripped(context);
            evaluation.IsStripped = true;
        }

        return evaluation.HasTypos ??= rules.MarkForgiven(context);
    }
}
