using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>The meaning of a valid file.</summary>
public sealed class GoodRuleFileTests
{
    public static TheoryData<string> Cases => [.. RuleSamples.Names("Good")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_good_file_has_no_problems_and_its_rules_are_in_the_book(string name)
    {
        var build = RuleSamples.Build(RuleSamples.Read("Good", name));

        Assert.Equal("", RuleSamples.Told(build));
        Assert.NotEmpty(build.RuleSet.Rules);
    }

    /// <summary>The tests in every-key.yaml show syntax, not answers.</summary>
    public static TheoryData<string> Proven => [.. RuleSamples.Names("Good").Where(name => name != "every-key.yaml")];

    [Theory]
    [MemberData(nameof(Proven))]
    public async Task The_tests_in_a_good_file_pass(string name)
    {
        var build = RuleSamples.Build(RuleSamples.Read("Good", name));

        Assert.Empty(
            await RuleTestRunner.ProveAsync(build.RuleSet, build.Tests, TestContext.Current.CancellationToken)
        );
    }

    /// <summary>What YAML 1.1 reads as a truth, an octal number, a number, an hour in seconds, or nothing.</summary>
    [Fact]
    public async Task What_YAML_takes_for_another_value_is_the_text_as_it_is_written()
    {
        var file = RuleSamples.Read("Good", "text-as-written.yaml")[0];
        await using var app = new WebhookApp(("rules.yaml", Encoding.UTF8.GetString(file.Content.Span))).With(
            "Receiving:MaxEqualRepliesPerMinute",
            "0"
        );

        foreach (var said in (string[])["no", "0012", "4.50", "12:30", "+353871234567", "null", "1e3", "on"])
        {
            Assert.Equal((said, "no"), (said, await app.SayAsync(said)));
        }

        foreach (var said in (string[])["false", "10", "750", "1000", "true"])
        {
            Assert.Equal((said, null), (said, await app.SayAsync(said)));
        }
    }

    [Fact]
    public void Rules_stand_in_the_order_of_stage_priority_path_and_position()
    {
        var build = RuleSamples.Build(RuleSamples.Read("Good", "every-key.yaml"));

        Assert.Equal(
            ["every-key-2", "every-key-3", "every-key-4", "every-key-5", "order", "greeting", "everything"],
            build.RuleSet.Rules.Select(rule => rule.Name)
        );
    }

    [Fact]
    public void A_rule_without_id_is_called_by_its_file_and_position()
    {
        var build = RuleSamples.Build(
            RuleSamples.File("cork/bakery.yaml", "rules:\n  - when: a\n    reply: b\n  - when: c\n    reply: d\n")
        );

        Assert.Equal(["cork-bakery-1", "cork-bakery-2"], build.RuleSet.Rules.Select(rule => rule.Name));
    }

    [Theory]
    [InlineData("when: hello\n    ", "chat: direct | words: hello")]
    [InlineData("when: [hello, good day]\n    ", "chat: direct | words: hello, good day")]
    [InlineData("", "chat: direct")]
    [InlineData("when: { words: a, chat: group }\n    ", "words: a | chat: group")]
    [InlineData("when: { any: [{ chat: mention }, a] }\n    ", "any: (chat: mention | words: a)")]
    [InlineData("when: { is: stop, type: text }\n    ", "chat: direct | is: stop | type: text")]
    public void Conditions_are_what_was_written_and_direct_messages_unless_said(string when, string expected)
    {
        var rule = OnlyRule($"rules:\n  - {when}reply: hi\n");

        Assert.Equal(expected, string.Join(" | ", rule.When.Select(condition => condition.Describe())));
    }

    [Theory]
    [InlineData("5s", 5)]
    [InlineData("2m", 120)]
    [InlineData("1h", 3600)]
    [InlineData("0s", 0)]
    public void A_delay_is_written_with_its_unit(string delay, int seconds)
    {
        var rule = OnlyRule($"rules:\n  - when: a\n    reply: {{ text: b, delay: {delay} }}\n");

        Assert.Equal(TimeSpan.FromSeconds(seconds), rule.Plan.Delay);
    }

    [Fact]
    public void A_channel_name_stands_for_all_its_ids()
    {
        var rule = OnlyRule("rules:\n  - when: { channel: [whatsapp, 919737001155] }\n    reply: b\n");

        Assert.Equal(
            "channel: 8, 1, 2, 10, 101, 121, 919737001155",
            Assert.IsType<ChannelCondition>(rule.When[1]).Describe()
        );
    }

    [Fact]
    public void A_file_with_an_error_adds_nothing_and_its_neighbours_all()
    {
        var build = RuleSamples.Build(
            RuleSamples.File("a.yaml", "lists: { hi: [hello] }\nrules:\n  - when: x\n    reply: y\n  - when: z\n"),
            RuleSamples.File("b.yaml", "rules:\n  - id: b\n    when: $hi\n    reply: y\n")
        );

        Assert.Equal(["b"], build.RuleSet.Rules.Select(rule => rule.Name));
        Assert.Single(build.Problems);
    }

    [Fact]
    public void A_rule_may_not_have_the_name_of_a_plug_in_rule()
    {
        var build = RuleSetBuilder.Build(
            [RuleSamples.File("a.yaml", "rules:\n  - id: orders\n    when: x\n    reply: y\n")],
            [new Named("orders")],
            "test",
            DecisionLimits.Default,
            TimeProvider.System
        );

        Assert.Equal(
            "a.yaml:2:9: a rule of a plug-in has the name 'orders' already. Give this rule another id.\n",
            RuleSamples.Told(build)
        );
    }

    [Fact]
    public void An_empty_file_is_a_warning()
    {
        var build = RuleSamples.Build("# nothing yet\n");

        Assert.Equal(
            "(Warning) shop.yaml:1:1: the file is empty. Write 'rules:' and a rule below it.\n",
            RuleSamples.Told(build)
        );
        Assert.False(build.HasErrors);
    }

    private static FileRule OnlyRule(string text)
    {
        var build = RuleSamples.Build(text);
        Assert.Equal("", RuleSamples.Told(build));
        return Assert.IsType<FileRule>(Assert.Single(build.RuleSet.Rules));
    }

    private sealed class Named(string name) : IReplyRule
    {
        public string Name => name;

        public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
            new((Reply?)null);
    }
}
