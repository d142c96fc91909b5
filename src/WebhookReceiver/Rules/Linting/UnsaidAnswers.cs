using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds rules that wait for an answer that no rule gives.</summary>
internal static class UnsaidAnswers
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(LintContext lintContext, CancellationToken cancellationToken)
    {
        var rules = lintContext.Rules.ToList();
        var waiting = rules.Where(rule => rule.When.Any(condition => condition.SaidPhrases.Any())).ToList();
        // What a model or another server says is not known.
        if (waiting.Count == 0 || rules.Exists(rule => rule.Options is { AskModel: not null } or { Lookup: not null }))
        {
            return AsyncEnumerable.Empty<RuleProblem>();
        }

        var texts = rules.SelectMany(TextsOf).ToList();
        return waiting
            .SelectMany(rule =>
                rule.When.SelectMany(condition => condition.SaidPhrases)
                    // Of alternatives one that is said is enough.
                    .GroupBy(phrase => phrase.Written, StringComparer.Ordinal)
                    .Where(group => !group.Any(phrase => texts.Exists(text => MaySay(text, phrase, lintContext))))
                    .Select(group =>
                        LintContext.Note(
                            rule,
                            $"no answer of these rules says “{group.Key}”, so 'after-we-said' never holds with it.",
                            "Write words of the answer that comes before."
                        )
                    )
            )
            .ToAsyncEnumerable();
    }

    private static IEnumerable<ReplyTemplate> TextsOf(FileRule rule)
    {
        IEnumerable<LocalText?> texts =
        [
            rule.Plan.Texts,
            .. rule.Options?.Form?.Questions.Select(question => question.Text) ?? [],
            .. rule.Options?.Menu?.Options.Select(option => option.Plan?.Texts) ?? [],
            .. rule.Options?.Menu?.Options.Select(option => option.Label) ?? [],
        ];
        return texts.OfType<LocalText>().SelectMany(text => text);
    }

    private static bool MaySay(ReplyTemplate text, Phrase phrase, LintContext lintContext)
    {
        using var said = MatchContext.Rent(LintContext.Say(text.Source), lintContext.RuleSet.Vocabulary);
        if (phrase.Matches(said, whole: false))
        {
            return true;
        }

        // The rest may come from a placeholder.
        var words = said.Words.ToArray();
        return !text.IsConstant && (phrase.Words.Any(words.Contains) || !text.Source.Any(char.IsWhiteSpace));
    }
}
