using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Alternatives in a phrase: <c>i (want|need) (a|) coffee</c>.</summary>
public sealed class PhraseVariantTests
{
    [Theory]
    [InlineData("i (want|need) (a|) coffee", "I want coffee", true)]
    [InlineData("i (want|need) (a|) coffee", "hi, I need a coffee please", true)]
    [InlineData("i (want|need) (a|) coffee", "I like a coffee", false)]
    [InlineData("i (want|need) (a|) coffee", "I want need a coffee", false)]
    [InlineData("i (want|need) (a|) coffee", "I need the coffee", false)]
    [InlineData("cake(s|)", "two cakes", true)]
    [InlineData("cake(s|)", "a cake", true)]
    [InlineData("cake(s|)", "a caked shoe", false)]
    [InlineData("(when|what time) * open", "what time do you open", true)]
    [InlineData("(opening (hours|times)|open)", "your opening times?", true)]
    [InlineData("(opening (hours|times)|open)", "are you open", true)]
    [InlineData("(opening (hours|times)|open)", "opening", false)]
    [InlineData("( tea | coffee ) please", "tea, please", true)]
    [InlineData("(un|)happy", "unhappy", true)]
    [InlineData("(un|)happy", "unhappily", false)]
    [InlineData("(café|té) con leche", "un te con leche", true)]
    [InlineData("(خصم|تخفيض) اليوم", "تخفيض اليوم", true)]
    // Brackets without alternatives, and bars without brackets, are signs as before.
    [InlineData("price (usd)", "price usd", true)]
    [InlineData("price (usd)", "price", false)]
    [InlineData("a) tea", "a tea", true)]
    [InlineData("tea :)", "tea", true)]
    public async Task One_of_the_alternatives_is_enough(string phrase, string text, bool holds)
    {
        var talk = new Talk($"rules:\n  - {{ when: \"{phrase}\", reply: \"yes\" }}\n");

        Assert.Equal(holds ? "yes" : null, await talk.SayAsync(text));
    }

    [Theory]
    [InlineData("{ is: \"(ok|okay) (thanks|)\" }", "okay", "ok thank you")]
    [InlineData("{ all-words: [wedding, \"cake(s|)\"] }", "cakes for a wedding", "wedding")]
    [InlineData("{ all-words: [\"(large|big)\", \"cake(s|)\"] }", "a cake, a big one", "large big")]
    [InlineData("{ words: order, not: \"(cancel|change) (my|the) order\" }", "my order", "change the order")]
    [InlineData("[tea, \"$drinks (please|)\"]", "coffee", "milk")]
    [InlineData("{ any: [\"(a|b) c\", { words: \"d (e|f)\" }] }", "d f", "d c")]
    [InlineData("{ words: \"table for (two|<n:number>)\" }", "table for 4", "table for you")]
    public async Task Alternatives_stand_wherever_a_phrase_does(string when, string fits, string other)
    {
        var talk = new Talk(
            $"lists: {{ drinks: [coffee, \"(mango|apple) juice\"] }}\nrules:\n  - {{ when: {when}, reply: \"yes\" }}\n  - {{ when: $drinks, reply: drink }}\n"
        );

        Assert.Equal("yes", await talk.SayAsync(fits));
        Assert.Null(await talk.SayAsync(other));
    }

    [Fact]
    public async Task Lists_stand_in_alternatives_and_alternatives_in_lists()
    {
        var talk = new Talk(
            """
            lists: { juices: ["(mango|apple) juice", lemonade] }
            rules:
              - { id: drink, when: "a (beer|$juices) please", reply: "Here you are." }
            """
        );

        Assert.Equal("Here you are.", await talk.SayAsync("a beer please"));
        Assert.Equal("Here you are.", await talk.SayAsync("a lemonade please"));
        Assert.Equal("Here you are.", await talk.SayAsync("a mango juice please"));
        Assert.Null(await talk.SayAsync("a juice please"));
    }

    [Fact]
    public async Task The_alternative_that_keeps_a_value_is_tried_first()
    {
        var talk = new Talk(
            "rules:\n  - { when: \"order (<id:digits>|)\", reply: \"{{ id | default: 'which?' }}\" }\n"
        );

        Assert.Equal("12", await talk.SayAsync("order 12"));
        Assert.Equal("which?", await talk.SayAsync("order"));
    }

    [Fact]
    public void Sixty_four_phrases_are_allowed()
    {
        var build = RuleSamples.Build(
            "rules:\n  - { when: \"(a|b) (a|b) (a|b) (a|b) (a|b) (a|b) x\", reply: \"yes\" }\n"
        );

        Assert.Equal("", RuleSamples.Told(build));
    }

    [Theory]
    [InlineData(
        "i (want|need coffee",
        14,
        "opens alternatives with '(' that are never closed. Write: i (want|need) coffee"
    )]
    [InlineData(
        "i want|need) coffee",
        23,
        "closes alternatives with ')' that are never opened. Write: i (want|need) coffee"
    )]
    [InlineData("(want|", 11, "opens alternatives with '(' that are never closed. Write: (want|)")]
    [InlineData("(please|)", 11, "may be left out as a whole: then it has no words to compare. Write: please")]
    [InlineData(
        "(hi|hello|) (there|)",
        11,
        "then it has no words to compare. Write: [hi there, hi, hello there, hello, there]"
    )]
    [InlineData("(|)", 11, "Write words between the brackets, such as (tea|coffee).")]
    [InlineData("x (a|b) (a|b) (a|b) (a|b) (a|b) (a|b) (a|b)", 50, "stands for more than 64 phrases.")]
    [InlineData("(a|(b|(c|(d|(e|(f|(g|(h|(i|j)))))))))", 36, "brackets stand more than 8 deep in brackets here.")]
    [InlineData("(a|<n:numbr>)", 18, "'numbr' is not a slot type.")]
    public void Broken_alternatives_are_told_at_their_place(string phrase, int column, string told)
    {
        var build = RuleSamples.Build($"rules:\n  - when: \"{phrase}\"\n    reply: \"yes\"\n");

        var problem = Assert.Single(build.Problems, one => one.Severity == ProblemSeverity.Error);
        Assert.Contains(told, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal((2, column), (problem.Line, problem.Column));
        Assert.DoesNotContain(build.RuleSet.Rules, rule => rule is FileRule);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(a|")]
    [InlineData("(a|(")]
    public void Endless_brackets_are_told_in_no_time(string part)
    {
        var phrase = string.Concat(Enumerable.Repeat(part, 20_000)) + "|b";
        var build = RuleSamples.Build($"rules:\n  - when: \"{phrase}\"\n    reply: \"yes\"\n");

        Assert.DoesNotContain(build.RuleSet.Rules, rule => rule is FileRule && part != "(");
    }
}
