using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Deciding;

/// <summary>The order of rules: those with always, the open form, the two rounds of a stage, the fallback.</summary>
public sealed partial class OrderTests
{
    private const string Order = """
          - id: order
            when: order
            ask: { n: Which number?, expect: digits, otherwise: Digits only. }
            reply: "Order {{ n }}."

        """;

    private readonly FakeTimeProvider _time = new();
    private readonly List<IReplyRule> _plugins = [];
    private readonly List<string> _lookedUp = [];
    private readonly TestContact _contact = new();
    private DateTimeOffset _now = Talk.Start;
    private LookupOutcome _outcome = LookupOutcome.Missing;

    [Fact]
    public async Task A_look_up_goes_on_in_the_round_that_forgives()
    {
        var rules = Build(
            """
              - { id: exact-too, when: delivery, reply: Exact. }
              - { id: status, when: delivery status, typos: true, lookup: { get: "https://api.example.com/d", failed: Later. }, reply: "{{ lookup.a }}" }
              - { id: delivery, when: delivery, typos: true, priority: -1, reply: Every day. }
              - { id: later, when: status, stage: small-talk, reply: Status of what? }

            """
        );

        var decision = await SayAsync(rules, "delivrey status");

        Assert.Equal("delivery", decision.RuleName);
        Assert.Equal(["https://api.example.com/d"], _lookedUp);
        Assert.Equal(
            [("status", LookupKind.Missing)],
            decision.External.Select(one => (one.RuleName, one.Lookup!.Kind))
        );
    }

    [Fact]
    public async Task After_the_round_that_forgives_the_next_stage_is_asked_from_its_first_rule()
    {
        var rules = Build(
            """
              - { id: hours, when: hours, typos: true, reply: Nine to five. }
              - { id: hello, when: hello, stage: small-talk, reply: Hi. }
              - { id: thanks, when: thanks, stage: fallback, typos: true, reply: Welcome! }

            """
        );

        Assert.Equal("hello", (await SayAsync(rules, "hello thnaks")).RuleName);
        Assert.Equal("thanks", (await SayAsync(rules, "thnaks")).RuleName);
    }

    [Fact]
    public async Task A_rule_answers_messages_or_reacts_to_events()
    {
        var rules = Build(
            """
              - { id: read, when: { event: read }, reply: You read it. }
              - { id: hello, when: hello, reply: Hi. }

            """
        );
        var happened = Talk.Message("hello") with { Event = "read" };

        var reaction = await rules.DecideAsync(happened, TestContext.Current.CancellationToken);

        Assert.Equal("read", reaction.RuleName);
        Assert.Equal("hello", (await SayAsync(rules, "hello")).RuleName);
        var other = happened with { Event = "failed" };
        Assert.Null((await rules.DecideAsync(other, TestContext.Current.CancellationToken)).RuleName);
    }

    [Fact]
    public async Task Neither_an_answer_to_a_form_nor_a_word_that_opts_out_counts_as_missed_or_as_answered_by_a_rule()
    {
        var rules = Build(
            "  - { id: fire, when: fire, stage: before, always: true, reply: Run! }\n"
                + Order
                + "  - { id: twice, when: { missed: 2 }, stage: fallback, reply: I call somebody. }\n"
                + "  - { id: last, stage: fallback, reply: Pardon? }\n",
            "settings: { stop: stop }\n"
        );
        var answers = new List<string?>();
        foreach (var text in new[] { "order", "47", "what?", "stop", "fire", "start", "what?" })
        {
            answers.Add((await SayAsync(rules, text)).RuleName);
        }

        Assert.Equal(["order", "order", "last", "settings.stop", "fire", "settings.start", "twice"], answers);
    }

    [Fact]
    public async Task A_plug_in_between_the_rounds_is_asked_once_and_the_round_that_forgives_comes_after_it()
    {
        Plugin("asked", ReplyStage.Main, TimeSpan.Zero);
        var rules = Build("  - { id: hours, when: hours, typos: true, reply: Nine to five. }\n");

        var decision = await SayAsync(rules, "huors");

        Assert.Equal("hours", decision.RuleName);
        Assert.Equal(["asked"], decision.External.Select(one => one.RuleName));
    }

    /// <summary>The clock is read at every rule after one has failed.</summary>
    [Fact]
    public async Task Each_of_the_two_budgets_ends_alone_and_the_first_rule_left_out_is_told()
    {
        Plugin("slow", ReplyStage.Main, DecisionLimits.Default.Rules - TimeSpan.FromMilliseconds(1));
        Plugin("slower", ReplyStage.Main, TimeSpan.FromMilliseconds(1));
        Plugin("late", ReplyStage.Fallback, DecisionLimits.Default.Fallback);
        var rules = Build(
            """
              - { id: bad, stage: before, reply: { media: 'https://{{ text }}', kind: image } }
              - { id: left-out, stage: small-talk, reply: Never. }
              - { id: left-out-too, stage: small-talk, reply: Never. }
              - { id: known, when: hello, stage: fallback, reply: Hello. }
              - { id: last, stage: fallback, priority: -1, reply: Never. }

            """
        );

        var inTime = await SayAsync(rules, "hello {{ x }}");
        var outOfTime = await SayAsync(rules, "what {{ x }}");

        Assert.Equal("known", inTime.RuleName);
        Assert.Equal([("bad", RuleFaultKind.TemplateFailed), ("left-out", RuleFaultKind.NotAsked)], FaultsOf(inTime));
        Assert.Null(outOfTime.RuleName);
        Assert.Equal("{}", System.Text.Encoding.UTF8.GetString(outOfTime.Body.Span));
        Assert.Equal(
            [("left-out", DecisionLimits.Default.Rules), ("last", DecisionLimits.Default.Fallback)],
            outOfTime.Faults.Skip(1).Select(fault => (fault.RuleName, fault.Elapsed))
        );
    }

    [Fact]
    public async Task What_is_awaited_before_foreign_code_is_not_the_time_of_the_rules()
    {
        Plugin("quick", ReplyStage.Main, TimeSpan.FromMilliseconds(1));
        var rules = Build(
            "  - { id: bad, stage: before, reply: { media: 'https://{{ text }}', kind: image } }\n"
                + "  - { id: hours, stage: small-talk, reply: Nine to five. }\n"
        );
        var announced = 0;
        var known = new EvaluationContext
        {
            BeforeExternalCode = () =>
            {
                announced++;
                _time.Advance(DecisionLimits.Default.Rules);
                return Task.CompletedTask;
            },
        };

        var decision = await rules.DecideAsync(
            Talk.Message("hello {{ x }}"),
            known,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("hours", decision.RuleName);
        Assert.Equal([("bad", RuleFaultKind.TemplateFailed)], FaultsOf(decision));
        Assert.Equal(1, announced);
    }

    private RuleSet Build(string rules, string settings = "")
    {
        var build = RuleSetBuilder.Build(
            [RuleSamples.File("a.yaml", $"{settings}rules:\n{rules}")],
            _plugins,
            "v",
            DecisionLimits.Default,
            _time
        );
        Assert.DoesNotContain(build.Problems, problem => problem.Severity == ProblemSeverity.Error);
        return build.RuleSet;
    }

    private async Task<Decision> SayAsync(RuleSet rules, string text)
    {
        _now += TimeSpan.FromSeconds(1);
        var known = _contact.At(_now) with
        {
            LookUp = (request, _, _) =>
            {
                _lookedUp.Add(request.Address.AbsoluteUri);
                return ValueTask.FromResult(_outcome);
            },
        };
        var message = _contact.Known(Talk.Message(text) with { ReceivedAt = _now });
        var decision = await rules.DecideAsync(message, known, TestContext.Current.CancellationToken);
        _contact.Remember(decision.Changes);
        return decision;
    }

    private static IEnumerable<(string, RuleFaultKind)> FaultsOf(Decision decision) =>
        decision.Faults.Select(fault => (fault.RuleName, fault.Kind));

    private static FileRule Always(FileRule rule, RuleSet written) =>
        new(rule.Name, rule.Place, rule.Stage, rule.Priority, rule.When, rule.Plan, written.Vocabulary)
        {
            Options = rule.Options! with { IsAlways = true },
        };

    private void Plugin(string name, ReplyStage stage, TimeSpan takes) =>
        _plugins.Add(new Passing(name, stage, () => _time.Advance(takes)));

    /// <summary>Passes every message on, after a time.</summary>
    private sealed class Passing(string name, ReplyStage stage, Action take) : IReplyRule
    {
        public string Name => name;
        public ReplyStage Stage => stage;

        public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken)
        {
            take();
            return ValueTask.FromResult<Reply?>(null);
        }
    }
}
