using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Lists inside phrases, and the choice of the capturing phrase.</summary>
public sealed class ListedPhraseTests
{
    private const string Lists = """
        lists:
          cakes: [cake, apple tart, $small]
          small: scone
          verbs: [order, "get me <n:number>"]
          loop: [a, b $loop]
          commas: one, two

        """;

    [Theory]
    [InlineData("order $cakes", "I order an apple tart", false)]
    [InlineData("order $cakes", "I order apple tart", true)]
    [InlineData("order $cakes", "order scone", true)]
    [InlineData("order $cakes", "order", false)]
    [InlineData("order * $cakes.", "order a nice cake", true)]
    [InlineData("$verbs $cakes", "get me 4 scone", true)]
    [InlineData("costs $5", "costs $5", true)]
    public async Task A_list_in_a_phrase_stands_for_each_of_its_entries(string phrase, string text, bool holds)
    {
        var talk = new Talk(
            $"{Lists.Replace("  loop: [a, b $loop]\n  commas: one, two\n", "", StringComparison.Ordinal)}rules:\n  - {{ when: \"{phrase}\", reply: \"yes\" }}\n"
        );

        Assert.Equal(holds ? "yes" : null, await talk.SayAsync(text));
    }

    [Theory]
    [InlineData("order $caks", "there is no list 'caks'. Did you mean 'cakes'?")]
    [InlineData("order $loop", "the list 'loop' stands in itself. Take it out of the list.")]
    [InlineData("order $commas", "',' does not separate phrases here: this is a single phrase. Write: [one, two]")]
    [InlineData("$cakes $cakes $cakes $cakes $cakes $cakes $cakes", "stands for more than 1000 phrases.")]
    [InlineData("$small $small $small $small $small $small $small $small $small", "has more than 8 lists in it.")]
    public void A_list_that_cannot_stand_in_a_phrase_is_told(string phrase, string told)
    {
        var build = RuleSamples.Build($"{Lists}rules:\n  - {{ when: \"{phrase}\", reply: \"yes\" }}\n");

        Assert.Contains(told, RuleSamples.Told(build), StringComparison.Ordinal);
        Assert.DoesNotContain(build.RuleSet.Rules, rule => rule is FileRule);
    }

    [Theory]
    [InlineData("[order, order <id:digits>]")]
    [InlineData("{ is: [order *, order <id:digits>] }")]
    [InlineData("{ any: [order, { words: order <id:digits> }] }")]
    public async Task Of_phrases_that_fit_the_first_that_captures_counts(string when)
    {
        var talk = new Talk($"rules:\n  - {{ when: {when}, reply: \"{{{{ id | default: 'which?' }}}}\" }}\n");

        Assert.Equal("12", await talk.SayAsync("order 12"));
        Assert.Equal("which?", await talk.SayAsync("order"));
    }

    [Fact]
    public async Task A_mistyped_word_is_found_behind_its_article()
    {
        var talk = new Talk("rules:\n  - { when: مواعيد, typos: true, reply: \"yes\" }\n");

        Assert.Equal("yes", await talk.SayAsync("ما هي المواعد"));
    }
}
