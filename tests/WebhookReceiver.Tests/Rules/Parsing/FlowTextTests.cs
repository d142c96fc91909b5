using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Texts that begin with a bracket, which YAML reads as lists.</summary>
public sealed class FlowTextTests
{
    [Theory]
    [InlineData("[\"Hello!\", \"Hi!\"]")]
    [InlineData("['Hello!', 'Hi!']")]
    [InlineData("{ text: [\"Hello!\", \"Hi!\"] }")]
    [InlineData("[$greetings]")]
    public async Task Items_in_quotes_are_several_replies(string reply)
    {
        var talk = new Talk($"lists: {{ greetings: [Hello!, Hi!] }}\nrules:\n  - when: hello\n    reply: {reply}\n");

        string?[] said = [await talk.SayAsync("hello"), await talk.SayAsync("hello")];
        Assert.Equal(["Hello!", "Hi!"], said.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(
        "[Sorry, try hours.]",
        "Write: reply: \"Sorry, try hours.\" (or [\"Sorry\", \"try hours.\"] for several texts of which one is chosen)"
    )]
    [InlineData("[Sorry]", "Write: reply: \"Sorry\"")]
    [InlineData(
        "[Bread 4,50]",
        "Write: reply: \"Bread 4,50\" (or [\"Bread 4\", \"50\"] for several texts of which one is chosen)"
    )]
    [InlineData(
        "[ We say \"no\", sorry ]",
        "Write: reply: 'We say \"no\", sorry' (or ['We say \"no\"', \"sorry\"] for several texts of which one is chosen)"
    )]
    [InlineData("[\"Hello!\", Hi!]", "Write: reply: [\"Hello!\", \"Hi!\"]")]
    public void Items_without_quotes_are_one_text_to_quote(string reply, string fix)
    {
        var problem = Pasted.OnlyProblemOf($"rules:\n  - when: hello\n    reply: {reply}\n");

        Assert.Equal(
            (ProblemSeverity.Error, "'[' makes a list: each part between commas would be an answer of its own.", fix),
            (problem.Severity, problem.Message, problem.Fix)
        );
    }

    [Theory]
    [InlineData("reply: { en: [Sorry, try hours.], de: Nein. }", "Write: \"Sorry, try hours.\"")]
    [InlineData("ask: { day: [Mon, or Tue?] }", "Write: \"Mon, or Tue?\"")]
    [InlineData("ask: { day: Which?, otherwise: [Sorry, which?] }", "Write: \"Sorry, which?\"")]
    [InlineData("menu:\n      - Mon: [Good, bye.]", "Write: - Mon: \"Good, bye.\"")]
    [InlineData("reply: { text: Hi, then: [Bye, bye.] }", "Write: \"Bye, bye.\"")]
    [InlineData("reply: Hi\n    tell: { to: \"+353850000001\", text: [Bo, asks.] }", "Write: \"Bo, asks.\"")]
    public void The_same_holds_for_every_text_that_customers_read(string keys, string fix)
    {
        var rules = $"settings: {{ languages: [en, de] }}\nrules:\n  - id: a\n    when: hello\n    {keys}\n";

        var problem = RuleSamples.Build(rules).Problems.First(problem => problem.IsError);

        Assert.StartsWith("'[' makes a list", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "rules:\n  - when: a\n    reply: b\n    note: [Ask Ann, then change]\n",
        "Write: note: \"Ask Ann, then change\""
    )]
    [InlineData("rules:\n  - when: a\n    reply: b\n    remember:\n      x: [Mon, Tue]\n", "Write: x: \"Mon, Tue\"")]
    [InlineData(
        "texts:\n  bye: [Bye, bye]\nrules:\n  - when: a\n    reply: \"{{ texts.bye }}\"\n",
        "Write: bye: \"Bye, bye\""
    )]
    public void Where_one_text_must_stand_the_cure_sends_no_brackets(string rules, string fix) =>
        Assert.Equal(fix, Pasted.OnlyProblemOf(rules).Fix);

    [Fact]
    public void A_list_over_several_lines_is_quoted_in_one() =>
        Assert.StartsWith(
            "Write: reply: \"Sorry, we are closed.\"",
            Assert
                .Single(RuleSamples.Build("rules:\n  - when: a\n    reply: [Sorry,\n      we are closed.]\n").Problems)
                .Fix,
            StringComparison.Ordinal
        );
}
