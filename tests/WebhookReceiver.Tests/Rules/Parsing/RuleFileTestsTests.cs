using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Parsing of the tests in rule files.</summary>
public sealed class RuleFileTestsTests
{
    [Fact]
    public void Say_may_be_a_text_or_a_conversation_of_texts_media_and_buttons()
    {
        var tests = TestsOf(
            "- say: hello\n      - say: [hi, { image: cake.jpg, text: \"this one?\" }, { button: ok }]"
        );

        Assert.Equal([new TestMessage("hello", MessageKind.Text, null, null)], tests[0].Say);
        Assert.Equal(
            [
                new TestMessage("hi", MessageKind.Text, null, null),
                new TestMessage("this one?", MessageKind.Image, "cake.jpg", null),
                new TestMessage("", MessageKind.Button, null, "ok"),
            ],
            tests[1].Say
        );
    }

    [Fact]
    public void Not_is_a_message_that_the_rule_must_not_answer()
    {
        var test = Assert.Single(TestsOf("- not: order a pizza"));

        Assert.True(test.MustNotAnswer);
        Assert.Equal("r", test.RuleId);
        Assert.Equal([new TestMessage("order a pizza", MessageKind.Text, null, null)], test.Say);
    }

    [Fact]
    public void Expectations_keep_their_texts()
    {
        var test = Assert.Single(
            TestsOf("- { say: a, reply: exact, has: [one, two], answers: r, channel: sms, from: \"0012\" }")
        );

        Assert.Equal("exact", test.Reply);
        Assert.Equal(["one", "two"], test.Has);
        Assert.Equal(("r", "3", "0012"), (test.Answers, test.Channel, test.From));
        Assert.Equal(new RulePlace("shop.yaml", 8, 9), test.Place);
    }

    [Theory]
    [InlineData("", "2026-01-14T12:00:00+01:00")]
    [InlineData("fri 10:00", "2026-01-16T10:00:00+01:00")]
    [InlineData("Sunday", "2026-01-18T12:00:00+01:00")]
    [InlineData("9:30", "2026-01-14T09:30:00+01:00")]
    [InlineData("2026-07-01 08:00", "2026-07-01T08:00:00+02:00")]
    [InlineData("2026-07-01T08:00Z", "2026-07-01T08:00:00+00:00")]
    public void At_is_a_time_in_the_zone_of_the_folder(string at, string expected)
    {
        var line = at.Length == 0 ? "" : $"\n        at: {at}";

        var test = Assert.Single(TestsOf($"- say: a{line}"));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), test.At);
    }

    [Fact]
    public void Tests_of_a_rule_that_is_off_are_not_run()
    {
        var build = RuleSamples.Build(
            "rules:\n  - when: a\n    enabled: false\n    reply: b\n    tests:\n      - say: a\n"
        );

        Assert.Equal("", RuleSamples.Told(build));
        Assert.Empty(build.Tests);
    }

    private static IReadOnlyList<RuleTest> TestsOf(string tests)
    {
        var build = RuleSamples.Build(
            $"settings:\n  zone: Europe/Berlin\nrules:\n  - id: r\n    when: a\n    reply: b\n    tests:\n      {tests}\n"
        );
        Assert.Equal("", RuleSamples.Told(build));
        return build.Tests;
    }
}
