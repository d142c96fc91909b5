using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Tests.Rules.Matching;

namespace WebhookReceiver.Tests.Rules.Deciding;

public sealed class DecisionTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Vocabulary _vocabulary = new();
    private readonly List<FileRule> _rules = [];
    private readonly List<IReplyRule> _plugins = [];
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Stage_priority_path_and_position_decide_in_this_order()
    {
        Rule("fallback", "hi", stage: ReplyStage.Fallback, priority: 99);
        Rule("small-talk", "hi", stage: ReplyStage.SmallTalk, priority: 99);
        Rule("second-file", "hi", path: "b.yaml");
        Rule("second-line", "hi", line: 2);
        Rule("first", "hi");
        Rule("high", "hi", path: "z.yaml", priority: 1);
        Rule("before", "hi", path: "z.yaml", stage: ReplyStage.Before, priority: -5);
        Plugin("plug-in", _ => Reply.Say("plug-in"));
        var order = Book().Rules.Select(rule => rule.Name);
        Assert.Equal(
            ["before", "high", "first", "second-line", "second-file", "plug-in", "small-talk", "fallback"],
            order
        );
        Assert.Equal("before", (await DecideAsync("hi there")).RuleName);
    }

    [Fact]
    public async Task The_first_rule_that_holds_answers_with_its_bytes()
    {
        Rule("hours", "open");
        Rule("prices", "price", line: 2);
        var decision = await DecideAsync("what is the PRICE?");
        Assert.Equal("prices", decision.RuleName);
        Assert.Equal(
            """{"message-out":"prices","delay":"0","type":"1"}""",
            Encoding.UTF8.GetString(decision.Body.Span)
        );
        Assert.Empty(decision.Faults);
    }

    [Fact]
    public async Task No_rule_means_silence()
    {
        Rule("hours", "open");
        var decision = await DecideAsync("what?");
        Assert.Null(decision.RuleName);
        Assert.Null(decision.Reply);
        Assert.Equal("{}", Encoding.UTF8.GetString(decision.Body.Span));
    }

    [Fact]
    public async Task An_echo_of_our_own_is_never_answered()
    {
        Rule("hours", "open");
        var decision = await Book()
            .DecideAsync(Looking.Message("open") with { IsEcho = true }, TestContext.Current.CancellationToken);
        Assert.Null(decision.RuleName);
    }

    [Fact]
    public async Task A_silent_rule_ends_the_search()
    {
        Rule("mute", "hi", plan: new ReplyPlan { IsSilence = true });
        Rule("hello", "hi", line: 2);
        var decision = await DecideAsync("hi");
        Assert.Equal("mute", decision.RuleName);
        Assert.Equal("{}", Encoding.UTF8.GetString(decision.Body.Span));
    }

    [Fact]
    public async Task What_the_customer_wrote_is_inserted_as_data()
    {
        Rule("name", "my name is <who>", plan: Plan("Hello {{ who }}!", "who"));
        var decision = await DecideAsync("my name is a {{ name }} b{% for %}");
        Assert.Equal("Hello a {{ name }} b{% for!", decision.Reply?.Text);
    }

    [Fact]
    public async Task A_template_that_comes_to_nothing_leaves_the_message_to_the_next_rule()
    {
        Rule("empty", "hi", plan: Plan("{{ name }}"));
        Rule("hello", "hi", line: 2);
        Assert.Equal("hello", (await DecideAsync("hi")).RuleName);
    }

    [Fact]
    public async Task A_plug_in_answers_in_its_place()
    {
        Rule("hours", "open");
        Rule("fallback", "*x", stage: ReplyStage.Fallback);
        Plugin("orders", m => m.Text.Contains("order", StringComparison.Ordinal) ? Reply.Say("shipped") : null);
        Assert.Equal("hours", (await DecideAsync("open order")).RuleName);
        Assert.Equal("shipped", (await DecideAsync("my order x")).Reply?.Text);
        Assert.Equal("fallback", (await DecideAsync("something x")).RuleName);
    }

    [Fact]
    public async Task A_plug_in_that_throws_is_passed_over_and_reported()
    {
        Plugin("bad", _ => throw new InvalidOperationException("secret"));
        Rule("fallback", "x", stage: ReplyStage.Fallback);
        var decision = await DecideAsync("x");
        Assert.Equal("fallback", decision.RuleName);
        var fault = Assert.Single(decision.Faults);
        Assert.Equal(("bad", RuleFaultKind.Threw), (fault.RuleName, fault.Kind));
    }

    [Fact]
    public async Task A_plug_in_that_hangs_uses_up_the_rules_but_not_the_fallback()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PluginAsync(
            "stuck",
            async token =>
            {
                entered.SetResult();
                await Never.EndsAsync(token);
                return null;
            }
        );
        Rule("later", "x", path: "z.yaml", stage: ReplyStage.SmallTalk);
        Rule("fallback", "x", stage: ReplyStage.Fallback);
        var deciding = DecideAsync("x").AsTask();
        await entered.Task;
        _time.Advance(DecisionLimits.Default.Rules);
        var decision = await deciding;
        Assert.Equal("fallback", decision.RuleName);
        Assert.Equal(
            [("stuck", RuleFaultKind.TimedOut), ("later", RuleFaultKind.NotAsked)],
            decision.Faults.Select(fault => (fault.RuleName, fault.Kind))
        );
    }

    public void Dispose() => _services.Dispose();

    private ValueTask<Decision> DecideAsync(string text) =>
        Book().DecideAsync(Looking.Message(text), TestContext.Current.CancellationToken);

    private RuleSet Book() => RuleSet.Create("v", _vocabulary, _rules, _plugins, DecisionLimits.Default, _time);

    private void Rule(
        string id,
        string phrase,
        string path = "a.yaml",
        int line = 1,
        ReplyStage stage = ReplyStage.Main,
        int priority = 0,
        ReplyPlan? plan = null
    ) =>
        _rules.Add(
            new FileRule(
                id,
                new RulePlace(path, line, 1),
                stage,
                priority,
                [new WordsCondition([Looking.Read(phrase, _vocabulary)])],
                plan ?? Plan(id),
                _vocabulary
            )
        );

    private static ReplyPlan Plan(string text, params string[] captures)
    {
        var scope = new TemplateScope(
            captures.ToHashSet(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        return new ReplyPlan { Texts = [ReplyTemplate.Parse(text, scope, [])!] };
    }

    private void Plugin(string name, Func<IncomingMessage, Reply?> answer) =>
        _plugins.Add(Guard(new SimpleRule(name, (message, _) => ValueTask.FromResult(answer(message)))));

    private void PluginAsync(string name, Func<CancellationToken, Task<Reply?>> answer) =>
        _plugins.Add(Guard(new SimpleRule(name, async (_, token) => await answer(token))));

    private PluginRuleProxy Guard(IReplyRule rule) =>
        new("test", rule, NullLogger.Instance, new PluginMetrics(_services.GetRequiredService<IMeterFactory>()), _time);

    private sealed class SimpleRule(string name, Func<IncomingMessage, CancellationToken, ValueTask<Reply?>> answer)
        : IReplyRule
    {
        public string Name => name;

        public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
            answer(message, cancellationToken);
    }
}
