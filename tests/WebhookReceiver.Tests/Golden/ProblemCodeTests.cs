using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Golden;

public sealed class ProblemCodeTests
{
    /// <summary>Editors rely on codes: a reworded message must keep its code.</summary>
    [Fact]
    public void Every_kind_of_problem_has_the_approved_code() =>
        GoldenFile.Is(
            "problem-codes.txt",
            RuleSamples
                .Names("Bad")
                .SelectMany(name => RuleSamples.Build(RuleSamples.Read("Bad", name)).Problems)
                .Select(problem => problem.Code)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("unknown key 'wehn'.", "unknown-key")]
    [InlineData("unknown key 'don't'.", "unknown-key")]
    [InlineData("unknown key 'a, b: c'.", "unknown-key")]
    [InlineData("there is no list 'staf'.", "no-list")]
    [InlineData("the key 'when' stands here twice; the first is in line 12.", "key-stands-here-twice")]
    [InlineData("Friday is named twice; the first is in line 4.", "named-twice")]
    [InlineData("09:00-17:30 and 16:00-18:00 overlap.", "overlap")]
    [InlineData(
        "in texts.loop, line 1: snippets go in a circle: texts.loop, which uses texts.loop.",
        "snippets-go-in-circle"
    )]
    [InlineData("an invisible character (U+2028) stands here.", "invisible-character-stands-here")]
    [InlineData("Test failed: “are you open?” was answered by 'late'.", "test-failed")]
    [InlineData("a reply is missing in pt-BR, de: people who write so get the one in en.", "reply-missing-in")]
    [InlineData("'!!!'", "problem")]
    [InlineData("", "problem")]
    public void A_code_is_the_same_for_every_problem_of_its_kind(string message, string code) =>
        Assert.Equal(code, ProblemCode.Of(message));
}
