using System.Collections.Immutable;
using CsCheck;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Tests.Rules.Matching;

public sealed class IndexTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        new[] { "a", "b", "ab", "ba", "abc", "cab", "é", "你", "好", "👍", "12", "topic1", "opic" }
            .Select(Gen.Const)
            .ToArray()
    );
    private static readonly Gen<string> Text = Word.Array[0, 8]
        .Select(
            Gen.OneOf(new[] { " ", "", "-" }.Select(Gen.Const).ToArray()),
            (words, glue) => string.Join(glue, words)
        );

    private static readonly Gen<Func<Vocabulary, Condition>> Simple = Gen.OneOf(
        Word.Array[1, 3].Select(Phrases).Select(p => (Func<Vocabulary, Condition>)(v => new WordsCondition(p(v)))),
        Word.Array[1, 3].Select(Phrases).Select(p => (Func<Vocabulary, Condition>)(v => new AllWordsCondition(p(v)))),
        Word.Array[1, 2].Select(Phrases).Select(p => (Func<Vocabulary, Condition>)(v => new IsCondition(p(v)))),
        Word.Array[1, 2].Select(w => (Func<Vocabulary, Condition>)(_ => ContainsCondition.Create([.. w], out var _)!)),
        Word.Select(w => (Func<Vocabulary, Condition>)(_ => MatchesCondition.Create($@"{w}.?{w}", out var _)!)),
        Word.Select(
            Word,
            (a, b) => (Func<Vocabulary, Condition>)(v => new WordsCondition([Looking.Read($"{a} * {b}", v)]))
        )
    );

    private static readonly Gen<Func<Vocabulary, Condition>> Any = Gen.OneOf(
        Simple,
        Simple.Select(c => (Func<Vocabulary, Condition>)(v => new NotCondition(c(v)))),
        Simple.Array[2].Select(cs => (Func<Vocabulary, Condition>)(v => new AnyCondition([.. cs.Select(c => c(v))]))),
        Simple.Array[2].Select(cs => (Func<Vocabulary, Condition>)(v => new AllCondition([.. cs.Select(c => c(v))])))
    );

    [Fact]
    public void The_index_leaves_out_no_rule_that_matches() =>
        Gen.Select(Any.Array[1, 2].Array[1, 70], Text.Array[1, 4])
            .Sample(
                (rules, texts) =>
                {
                    var vocabulary = new Vocabulary();
                    ImmutableArray<ImmutableArray<Condition>?> book =
                    [
                        .. rules.Select(when => (ImmutableArray<Condition>?)[.. when.Select(make => make(vocabulary))]),
                    ];
                    var index = new RuleIndex(vocabulary, book);
                    foreach (var text in texts)
                    {
                        Assert.Equal(Naive(book, text, vocabulary), Indexed(index, book, text, vocabulary));
                    }
                },
                iter: 3_000
            );

    private static List<int> Naive(ImmutableArray<ImmutableArray<Condition>?> book, string text, Vocabulary vocabulary)
    {
        using var context = MatchContext.Rent(Looking.Message(text), vocabulary);
        List<int> found = [.. Enumerable.Range(0, book.Length).Where(i => book[i]!.Value.All(c => c.Holds(context)))];
        return found;
    }

    private static List<int> Indexed(
        RuleIndex index,
        ImmutableArray<ImmutableArray<Condition>?> book,
        string text,
        Vocabulary vocabulary
    )
    {
        using var context = MatchContext.Rent(Looking.Message(text), vocabulary);
        index.Mark(context);
        var found = new List<int>();
        for (
            var i = context.NextCandidate(0, book.Length);
            i < book.Length;
            i = context.NextCandidate(i + 1, book.Length)
        )
        {
            if (book[i]!.Value.All(c => c.Holds(context)))
            {
                found.Add(i);
            }
        }
        return found;
    }

    private static Func<Vocabulary, ImmutableArray<Phrase>> Phrases(string[] words) =>
        v => [.. words.Select(word => Looking.Read(word, v))];
}
