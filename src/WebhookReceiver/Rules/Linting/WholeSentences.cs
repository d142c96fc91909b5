using System.Collections.Frozen;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Linting;

/// <summary>A question written out as a phrase fits hardly any message: told with the words of it that would do.</summary>
internal static class WholeSentences
{
    private const int FewestWords = 5;
    private const int FewestWordsOfQuestion = 4;
    private const int MostTold = 50;

    /// <summary>Words that stand in most questions, and that people leave out or say otherwise.</summary>
    private static readonly FrozenSet<string> Light = (
        "offer offers bring have has need needs want like get take give tell know make use cost costs cheap possible included "
        + "available please much many one two three four five also still already your our "
        + "ofrecen ofrece tienen tiene hay cuesta cuestan quiero quisiera puedo pueden necesito incluido incluida gustaria "
        + "oferecem tem custa custam quero queria posso podem preciso incluido incluida gostaria "
        + "proposez avez coute coutent voudrais veux peux puis besoin inclus faut "
        + "habt haben hat kostet kosten moechte mochte will kann konnen koennen brauche gibt eure euer ihre inklusive "
        + "offrite avete costa costano vorrei voglio posso bisogno incluso"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words between two others that belong together: "clase de conducir".</summary>
    private static readonly FrozenSet<string> Joints = new[] { "de", "di", "do", "da", "del", "von" }.ToFrozenSet(
        StringComparer.Ordinal
    );

    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) => lintContext.Rules.SelectMany(Of).Take(MostTold).ToAsyncEnumerable();

    private static IEnumerable<RuleProblem> Of(FileRule rule) =>
        rule
            .When.SelectMany(condition => condition.Phrases)
            // Who writes alternatives knows what people leave out.
            .Where(phrase => phrase.Written == phrase.Source)
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
        var kept = Enumerable.Range(0, count).Where(at => !small.Contains(text.WordAt(at).ToString())).ToList();
        // Two small words make a sentence; without one of them it may be a name.
        if (kept.Count == 0 || count - kept.Count < 2)
        {
            return null;
        }

        var told = kept.Where(at => !Light.Contains(text.WordAt(at).ToString())).ToList();
        return Phrase(text, told.Count > 0 ? told : kept);
    }

    /// <summary>The first words that say what it is about: those side by side together, or two apart.</summary>
    private static string Phrase(FoldedText text, List<int> kept)
    {
        var first = Run(text, kept, 0);
        var next = Run(text, kept, first.Count);
        return next.Count == 0 || first.Count > 1 ? text.SourceOf(first[0], first[^1] + 1).ToString()
            : next[0] == first[^1] + 2 && Joints.Contains(text.WordAt(first[^1] + 1).ToString())
                ? text.SourceOf(first[0], next[^1] + 1).ToString()
            : $"{text.SourceOf(first[0], first[^1] + 1)} * {text.SourceOf(next[0], next[^1] + 1)}";
    }

    private static List<int> Run(FoldedText text, List<int> kept, int from)
    {
        var run = new List<int>();
        for (var i = from; i < kept.Count && (run.Count == 0 || kept[i] == run[^1] + 1); i++)
        {
            run.Add(kept[i]);
        }

        return run;
    }

    /// <summary>Scripts without blanks: each letter is a word there.</summary>
    private static bool IsRunning(FoldedText text) => FoldTable.ClassOf(text.WordAt(0)[0]) == CharClass.RunningLetter;
}
