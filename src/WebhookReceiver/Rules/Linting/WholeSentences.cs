using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Linting;

/// <summary>A question written out as a phrase fits hardly any message: told with the words of it that would do.</summary>
internal static class WholeSentences
{
    private const int FewestWords = 5;
    private const int FewestWordsOfQuestion = 4;
    private const int MostTold = 50;

    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) => lintContext.Rules.SelectMany(Of).Take(MostTold).ToAsyncEnumerable();

    private static IEnumerable<RuleProblem> Of(FileRule rule) =>
        rule
            .When.SelectMany(condition => condition.Phrases)
            .Select(phrase => phrase.Source)
            .Distinct(StringComparer.Ordinal)
            .Select(source => (Source: source, Enough: EnoughOf(source)))
            .Where(one => one.Enough is not null)
            .Select(one =>
                LintContext.Note(
                    rule,
                    $"“{one.Source}” is a whole sentence: only a message with all of its words, in this order, fits.",
                    $"Write what nobody leaves out: {one.Enough}"
                )
            );

    /// <summary>The phrase that would do; null for what is no sentence, or has nothing to leave out.</summary>
    public static string? EnoughOf(string source)
    {
        if (source.AsSpan().IndexOfAny('*', '<') >= 0)
        {
            return null;
        }

        var text = new FoldedText();
        text.Fold(source);
        var isQuestion = source.AsSpan().IndexOfAny('?', '？', '؟') >= 0;
        var count = text.Tokens.Length;
        if (count < (isQuestion ? FewestWordsOfQuestion : FewestWords) || IsRunning(text))
        {
            return null;
        }

        var small = CommonWords.AllSmall.Value;
        var runs = new List<string>();
        for (var at = 0; at < count; )
        {
            var end = at;
            while (end < count && !small.Contains(text.WordAt(end).ToString()))
            {
                end++;
            }

            if (end > at)
            {
                runs.Add(text.SourceOf(at, end).ToString());
            }

            at = end + 1;
        }

        // Two small words make a sentence; without one of them it may be a name.
        var kept = runs.Sum(run => run.Count(c => c == ' ') + 1);
        return runs.Count > 0 && count - kept >= 2 ? string.Join(" * ", runs) : null;
    }

    /// <summary>Scripts without blanks: each letter is a word there.</summary>
    private static bool IsRunning(FoldedText text) => FoldTable.ClassOf(text.WordAt(0)[0]) == CharClass.RunningLetter;
}
