using System.Globalization;
using System.Text;
using CsCheck;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>The index finds the same near words as a comparison with every word of the rule set.</summary>
public sealed class TypoTests
{
    private static readonly Gen<string> Word = Gen.Char["abcä"].Array[1, 14].Select(letters => new string(letters));

    [Fact]
    public void The_index_finds_what_comparing_with_every_word_finds() =>
        Gen.Select(Word.Array[1, 40], Word.Array[1, 20])
            .Sample(
                (words, typed) =>
                {
                    var vocabulary = new Vocabulary();
                    foreach (var word in words)
                    {
                        vocabulary.Add(word);
                    }
                    var index = new TypoIndex(vocabulary, Enumerable.Range(0, vocabulary.Count));
                    foreach (var text in typed)
                    {
                        var group = new int[64];
                        var found = index.Find(text, group);
                        Assert.Equal(
                            words
                                .Distinct(StringComparer.Ordinal)
                                .Where(word => IsNear(text, word))
                                .Order(StringComparer.Ordinal),
                            group[..found].Select(number => vocabulary.ToArray()[number]).Order(StringComparer.Ordinal)
                        );
                    }
                },
                iter: 3_000
            );

    [Theory]
    [InlineData("hours", "huors", 1, true)]
    [InlineData("hours", "hour", 1, true)]
    [InlineData("hours", "hourss", 1, true)]
    [InlineData("hours", "house", 1, false)]
    [InlineData("delivery", "dlvery", 2, true)]
    [InlineData("delivery", "dlvry", 2, false)]
    [InlineData("", "", 0, true)]
    public void Edits_are_counted_by_letter(string word, string typed, int edits, bool within) =>
        Assert.Equal(within, TypoDistance.IsWithin(typed, word, edits));

    [Theory]
    [InlineData("Ο ΔΡΟΜΟΣ", "δρομσο")]
    [InlineData("müllabfuhr", "MULABFUHR")]
    [InlineData("الأسعار", "الاسعر")]
    [InlineData("стоимость", "стиомость")]
    [InlineData("मिठाइयाँ", "मिठाईयाँ")]
    public async Task Mistakes_are_forgiven_in_every_script_with_blanks(string phrase, string typed)
    {
        var build = RuleSamples.Build($"rules:\n  - {{ when: \"{phrase}\", typos: true, reply: \"yes\" }}\n");
        Assert.Equal("", RuleSamples.Told(build));

        Assert.Equal("yes", await AnswerAsync(build.RuleSet, phrase));
        Assert.Equal("yes", await AnswerAsync(build.RuleSet, typed.Length > 8 ? typed : $"ο {typed}"));
    }

    /// <summary>
    /// Bounded by the number of comparisons, not by a clock: each mistyped word meets few of the thirty thousand words.
    /// </summary>
    [Fact]
    public async Task Ten_thousand_forgiving_rules_find_the_one_and_a_miss_allocates_nothing()
    {
        var text = new StringBuilder("defaults: { typos: true }\nrules:\n");
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ when: \"about {Name(i)}\", reply: \"{i}\" }}\n");
        }
        var build = RuleSamples.Build(text.ToString());
        Assert.Equal("", RuleSamples.Told(build));

        Assert.Equal("4711", await AnswerAsync(build.RuleSet, $"about {Name(4711)}"));
        Assert.Equal("4711", await AnswerAsync(build.RuleSet, $"abuot {Name(4711)[..^1]}"));
        const string Miss = "I have a quesstion that none of your ruless knows anythin of";
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(await AnswerAsync(build.RuleSet, Miss));
        }
        Assert.InRange(AllocatedBy(build.RuleSet, Miss), 0, Unoptimised.MostBytes);
    }

    /// <summary>Ten letters without digits, far from each other.</summary>
    private static string Name(int number)
    {
        var name = new StringBuilder();
        var state = (uint)number + 1;
        for (var i = 0; i < 10; i++)
        {
            state = (state * 2_654_435_761u) + 12_345;
            name.Append((char)('a' + ((state >> 16) % 26)));
        }
        return name.ToString();
    }

    private static bool IsNear(string typed, string word) =>
        word.Length >= 5 && typed[0] == word[0] && TypoDistance.IsWithin(typed, word, word.Length < 9 ? 1 : 2);

    private static long AllocatedBy(RuleSet ruleSet, string text)
    {
        var message = new IncomingMessage { Sender = "15550100001", Text = text };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decision = ruleSet.DecideAsync(message, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(decision.IsCompletedSuccessfully);
        return allocated;
    }

    private static async Task<string?> AnswerAsync(RuleSet ruleSet, string text)
    {
        var message = new IncomingMessage { Sender = "15550100001", Text = text };
        return (await ruleSet.DecideAsync(message, TestContext.Current.CancellationToken)).Reply?.Text;
    }
}
