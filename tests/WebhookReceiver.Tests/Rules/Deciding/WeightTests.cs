using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Deciding;

/// <summary>Texts of which some come more often.</summary>
public sealed class WeightTests
{
    private const string Greeting = """
        rules:
          - id: greeting
            when: hello
            reply:
              - { text: "Hello, you!", weight: 3 }
              - Hi!
        """;

    [Fact]
    public async Task A_text_comes_as_often_as_its_weight_says()
    {
        var talk = new Talk(Greeting);
        var answers = new List<string?>();
        for (var seed = 0; seed < 400; seed++)
        {
            answers.Add(await talk.SendAsync(Talk.Message("hello", seed)));
        }

        Assert.Equal((300, 100), (answers.Count("Hello, you!".Equals), answers.Count("Hi!".Equals)));
    }

    [Fact]
    public async Task The_same_seed_says_the_same_whatever_was_said_before()
    {
        var talk = new Talk(Greeting);

        for (var seed = 0; seed < 8; seed++)
        {
            var first = await talk.SendAsync(Talk.Message("hello", seed));
            var bytes = talk.Last.Body.ToArray();
            Assert.Equal(first, await talk.SendAsync(Talk.Message("hello", seed)));
            Assert.Equal(bytes, talk.Last.Body.ToArray());
        }
    }

    [Fact]
    public async Task Weights_stand_under_text_by_language_and_in_brackets()
    {
        var talk = new Talk(
            """
            settings: { languages: [en, es] }
            rules:
              - when: { en: [cake], es: [torta] }
                reply:
                  text:
                    en: [{ text: "Cake, {{ name | default: 'you' }}!", weight: 1000 }, "No cake."]
                    es: ["Torta."]
            """
        );

        Assert.Equal("Cake, you!", await talk.SendAsync(Talk.Message("cake", 999)));
        Assert.Equal("No cake.", await talk.SendAsync(Talk.Message("cake", 1_000)));
        Assert.Equal("Torta.", await talk.SendAsync(Talk.Message("una torta", 1_000)));
    }

    [Theory]
    [InlineData("- { text: Hi!, weight: often }", "'often' is not a weight. Write a whole number from 1 to 1000")]
    [InlineData("- { text: Hi!, weight: 0 }", "'0' is not a weight.")]
    [InlineData("- { weight: 2 }", "there is a weight here, but no text. Write: { text: \"Hello!\", weight: 3 }")]
    [InlineData("- { text: Hi!, wieght: 2 }", "unknown key 'wieght'. Did you mean 'weight'?")]
    [InlineData("- { text: $many, weight: 2 }", "a weight belongs to one text, and '$many' is a list. Write: $many")]
    public void A_wrong_weight_is_told(string text, string told)
    {
        var build = RuleSamples.Build(
            $"lists: {{ many: [a, b] }}\nrules:\n  - when: hello\n    reply:\n      {text}\n      - Hello!\n"
        );

        var problem = Assert.Single(build.Problems, one => one.Severity == ProblemSeverity.Error);
        Assert.Contains(told, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(5, problem.Line);
    }
}
