using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Tests.Rules.Testing;

/// <summary>The tests in rule files, and their failure reports.</summary>
public sealed class RuleTestRunTests
{
    private const string Rules = """
        rules:
          - id: prices
            when: [price, how much]
            reply: A loaf is 4.50.
          - id: hours
            when: { words: [hours, how much * open], not: happy hours }
            reply: |
              We open at nine.
              We close at six.
          - id: photo
            when: { type: image }
            reply: Nice!
          - id: quiet
            when: { button: never }
            reply: { silence: true }
          - id: sms-only
            when: { words: code, channel: sms }
            reply: Your code is 7.
        tests:

        """;

    private static async Task<IReadOnlyList<RuleProblem>> FailuresAsync(string tests)
    {
        var file = new RuleFile("shop.yaml", Encoding.UTF8.GetBytes(Rules + tests));
        var build = RuleSetBuilder.Build([file], [], "v", DecisionLimits.Default, TimeProvider.System);
        Assert.Empty(build.Problems);
        return await RuleTestRunner.ProveAsync(build.RuleSet, build.Tests, TestContext.Current.CancellationToken);
    }

    private static async Task<RuleProblem> FailureAsync(string tests) => Assert.Single(await FailuresAsync(tests));

    [Theory]
    [InlineData("  - { say: your hours?, answers: hours }")]
    [InlineData("  - { say: your hours?, has: nine }")]
    [InlineData("  - { say: your hours?, has: [nine, six] }")]
    [InlineData("  - { say: your price?, reply: A loaf is 4.50. }")]
    [InlineData("  - { say: [hello, your price?], answers: prices }")]
    [InlineData("  - { say: [{ image: cake.jpg, text: this one? }], answers: photo }")]
    [InlineData("  - { say: [{ button: never }], answers: quiet }")]
    [InlineData("  - { say: [{ button: never }], silent: true }")]
    [InlineData("  - { say: nice weather, silent: true }")]
    [InlineData("  - { say: code please, channel: sms, answers: sms-only }")]
    [InlineData("  - say: your hours?\n    reply: |\n      We open at nine.\n      We close at six.")]
    public async Task Accepts_what_is_as_expected(string test) => Assert.Empty(await FailuresAsync(test));

    [Fact]
    public async Task A_customer_who_should_hear_nothing_and_hears_something_is_told()
    {
        var failure = await FailureAsync("  - { say: your price?, silent: true }");

        Assert.Equal(
            "Test failed: “your price?” should be answered with silence, but 'prices' at shop.yaml:2 answers “A loaf is 4.50.”.",
            failure.Message
        );
    }

    [Fact]
    public async Task A_rule_that_is_not_reached_shows_who_answers_instead_and_what_of_it_held()
    {
        var failure = await FailureAsync("  - { say: how much are you open, answers: hours }");

        Assert.Equal((ProblemSeverity.Error, "shop.yaml", 20), (failure.Severity, failure.Path, failure.Line));
        Assert.Equal(
            """
            Test failed: “how much are you open” should be answered by 'hours', but 'prices' at shop.yaml:2 answers “A loaf is 4.50.”.
                ✓ words: hours, how much * open (found: how much * open)
                ✓ not: (words: happy hours)
                All conditions hold, but the other rule is asked earlier: narrow its phrases or move this rule above it.
            """,
            failure.Message
        );
    }

    [Fact]
    public async Task A_rule_that_does_not_match_shows_the_condition_that_fails()
    {
        var failure = await FailureAsync("  - { say: happy hours?, answers: hours }");

        Assert.Equal(
            """
            Test failed: “happy hours?” should be answered by 'hours', but no rule answers.
                ✓ words: hours, how much * open (found: hours)
                ✗ not: (words: happy hours)
            """,
            failure.Message
        );
    }

    [Fact]
    public async Task A_part_that_is_missing_shows_the_whole_answer()
    {
        var failure = await FailureAsync("  - { say: hours, has: [nine, seven] }");

        Assert.Equal(
            "Test failed: “hours” should have “seven” in its answer, but 'hours' at shop.yaml:5 answers "
                + "“We open at nine.⏎We close at six.”.",
            failure.Message
        );
    }

    [Fact]
    public async Task An_exact_text_that_differs_shows_both()
    {
        var failure = await FailureAsync("  - { say: price?, reply: A loaf is 4.5. }");

        Assert.Equal(
            "Test failed: “price?” should be answered “A loaf is 4.5.”, but 'prices' at shop.yaml:2 answers “A loaf is 4.50.”.",
            failure.Message
        );
    }

    [Fact]
    public async Task An_answer_nobody_gives_is_said_in_plain_words()
    {
        var failure = await FailureAsync("  - { say: [hours, { image: cake.jpg, text: hm }, bicycle], has: wheel }");

        Assert.Equal(
            "Test failed: “hours”, then the image cake.jpg with “hm”, then “bicycle” should have “wheel” in its answer, "
                + "but no rule answers.",
            failure.Message
        );
    }

    [Fact]
    public async Task A_rule_that_must_not_answer_shows_why_it_did()
    {
        const string Test = """
              - id: menu
                when: { words: menu }
                reply: Soup.
                tests:
                  - not: the menu of the day
                  - not: nothing of that

            """;
        var file = new RuleFile("menu.yaml", Encoding.UTF8.GetBytes("rules:\n" + Test));
        var build = RuleSetBuilder.Build([file], [], "v", DecisionLimits.Default, TimeProvider.System);

        var failures = await RuleTestRunner.ProveAsync(
            build.RuleSet,
            build.Tests,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            "Test failed: “the menu of the day” must not be answered by this rule, but it is.\n    ✓ words: menu",
            Assert.Single(failures).Message
        );
    }

    [Fact]
    public async Task All_failures_are_told_at_once()
    {
        var failures = await FailuresAsync(
            "  - { say: a, has: b }\n  - { say: hours, has: nine }\n  - { say: c, has: d }"
        );

        Assert.Equal([20, 22], failures.Select(failure => failure.Line));
    }
}
