using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Tests.Rules.Matching;

public sealed class PatternTests
{
    [Theory]
    [InlineData(@"\btopic1\b", "Tell me about TOPIC1!", true)]
    [InlineData(@"^(yes|no)$", "Yes", true)]
    [InlineData(@"^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false)]
    [InlineData(@"\d{4}-\d{4}", "it is 1234-5678", true)]
    public void A_pattern_is_tried_on_the_text_as_written(string pattern, string text, bool holds) =>
        Assert.Equal(holds, Looking.Holds(_ => Create(pattern), Looking.Message(text)));

    [Theory]
    [InlineData("(?=x)y", "looks ahead or behind with '(?='")]
    [InlineData("(?<!x)y", "looks ahead or behind with '(?<!'")]
    [InlineData(@"(a)\1", "refers back to a group")]
    [InlineData("(", "'(' is not a regular expression: a '(' is not closed (at character 2).")]
    [InlineData("[a", "a '[' is not closed")]
    [InlineData("*a", "there is nothing before a '*'")]
    [InlineData("", "An empty pattern matches every message")]
    [InlineData("(a|b)*a(a|b){1000}$", "repeats a group more than 100 times")]
    [InlineData(@"((\w{1,100}b){1,100}c){1,100}", "is too large or uses something the safe engine does not know")]
    [InlineData("(a|b)*a(a|b){18}$", "is too slow on long texts")]
    [InlineData("order (?<n>x|y)*x(?:x|y){16}z", "is too slow on long texts")]
    [InlineData(".*a.*a.*a.*a.*a[^a!]", "is too slow on long texts")]
    public void A_pattern_that_cannot_run_safely_says_why(string pattern, string part)
    {
        Assert.Null(MatchesCondition.Create(pattern, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"(\d{4}[ -]?){3}\d{4}")]
    [InlineData(@"([a-z0-9-]+\.)+(com|net)")]
    [InlineData("((mon|tue|wed)day,? ?){1,3}")]
    [InlineData(@"(?<order>[A-Z]{2}\d{6})( and (?<other>[A-Z]{2}\d{6}))*")]
    [InlineData("(ha|he){2,20}")]
    public void What_people_write_is_quick_enough(string pattern) => Create(pattern);

    [Theory]
    [InlineData(@"\btopic1\b", "topic1")]
    [InlineData("colou?r", "colo")]
    [InlineData("ab?c", null)]
    [InlineData("hello(world)there", "hello")]
    [InlineData("abc|def", null)]
    [InlineData("(abc|def)xyz1", "xyz1")]
    [InlineData("[abc]def", "def")]
    [InlineData(@"\x41bcd", "bcd")]
    [InlineData("abc{2}def", "def")]
    [InlineData("(?i)hello", null)]
    [InlineData("(?:hello)world", "world")]
    [InlineData("HELLO", "hello")]
    [InlineData("hello+", "hell")]
    [InlineData("a.b", null)]
    public void The_index_finds_a_text_every_match_must_contain(string pattern, string? literal) =>
        Assert.Equal(literal, RegexLiteral.Of(pattern));

    private static MatchesCondition Create(string pattern)
    {
        var condition = MatchesCondition.Create(pattern, out var error);
        Assert.Null(error);
        return condition!;
    }
}
