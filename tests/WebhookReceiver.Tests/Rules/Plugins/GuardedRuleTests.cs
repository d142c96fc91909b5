using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class GuardedRuleTests
{
    [Fact]
    public async Task A_reply_comes_through()
    {
        using var bench = new GuardBench(_ => ValueTask.FromResult<Reply?>(Reply.Say("on its way")));

        Assert.Equal(new PluginAnswer(Reply.Say("on its way"), null), await bench.AskAsync());
    }

    [Fact]
    public async Task No_reply_is_no_fault()
    {
        using var bench = new GuardBench(_ => ValueTask.FromResult<Reply?>(null));

        Assert.Equal(default, await bench.AskAsync());
    }

    [Fact]
    public async Task A_rule_that_throws_is_a_fault_and_what_it_says_is_not_logged()
    {
        var exception = new FormatException("The input string 'my secret' was not in a correct format.");
        using var bench = new GuardBench(_ => throw exception);

        var answer = await bench.AskAsync();

        Assert.Equal(
            new PluginAnswer(null, new RuleFault("order-status", RuleFaultKind.Threw, TimeSpan.Zero, exception)),
            answer
        );
        Assert.Equal(1, bench.Counted("wr.rule.err order-status throw"));
        var line = Assert.Single(bench.Logs.Lines);
        Assert.StartsWith(
            "Error: Rule order-status of plug-in orders threw System.FormatException at GuardedRuleTests.cs, line ",
            line,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        Assert.DoesNotContain(GuardBench.Message.Text, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_throws_later_is_a_fault()
    {
        using var bench = new GuardBench(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException();
        });

        Assert.Equal(RuleFaultKind.Threw, (await bench.AskAsync()).Fault?.Kind);
    }

    [Fact]
    public async Task A_rule_that_never_answers_is_left_at_the_budget_and_told_to_stop()
    {
        var begun = new Signal();
        var toldToStop = new Signal();
        using var bench = new GuardBench(async token =>
        {
            token.Register(toldToStop.Set);
            begun.Set();
            await Never.EndsAsync(CancellationToken.None);
            return null;
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(GuardBench.Budget);

        Assert.Equal(
            new PluginAnswer(
                null,
                new RuleFault("order-status", RuleFaultKind.TimedOut, GuardBench.Budget, Exception: null)
            ),
            await asking
        );
        Assert.Equal(1, bench.Counted("wr.rule.err order-status timeout"));
        await toldToStop;
    }

    [Fact]
    public async Task A_rule_that_computes_for_ever_is_left_from_another_thread_and_costs_one_until_it_ends()
    {
        using var loop = new Loop();
        using var bench = new GuardBench(loop.RunAsync);

        var asking = bench.AskAsync();
        await loop.BegunAsync(1);
        bench.Time.Advance(GuardBench.Budget);
        var answer = await asking;
        bench.Time.Advance(GuardedRule.Grace);
        await bench.Logs.SeenAsync("still holds a thread");

        Assert.Equal(RuleFaultKind.TimedOut, answer.Fault?.Kind);
        Assert.Equal((1, 1), (bench.Rule.ThreadsLost, bench.Rule.CallsLeftBehind));
        Assert.Equal(1, bench.Counted("wr.lost_threads"));
        Assert.Equal(1, bench.Counted("wr.rule.err order-status runaway"));

        loop.End();
        await bench.AllEndedAsync();
        Assert.Equal(0, bench.Rule.ThreadsLost);
        Assert.Equal(0, bench.Counted("wr.lost_threads"));
        Assert.False(bench.Rule.IsSwitchedOff);
    }

    [Fact]
    public async Task A_rule_that_holds_three_threads_is_switched_off_for_good()
    {
        using var loop = new Loop();
        using var bench = new GuardBench(loop.RunAsync);

        for (var lost = 1; lost <= GuardedRule.ThreadsToLose; lost++)
        {
            Assert.False(bench.Rule.IsSwitchedOff);
            var asking = bench.AskAsync();
            await loop.BegunAsync(lost);
            bench.Time.Advance(GuardBench.Budget);
            await asking;
            bench.Time.Advance(GuardedRule.Grace);
            await bench.Logs.SeenAsync("still holds a thread", lost);
        }

        await bench.Logs.SeenAsync("is switched off until the plug-in is replaced");
        Assert.True(bench.Rule.IsSwitchedOff);
        loop.End();
        await bench.AllEndedAsync();
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RuleFaultKind.NotAsked, (await bench.AskAsync()).Fault?.Kind);
        Assert.Equal(GuardedRule.ThreadsToLose, loop.Begun);
    }

    [Fact]
    public async Task A_rule_that_stops_when_told_to_costs_no_thread()
    {
        var begun = new Signal();
        using var bench = new GuardBench(async token =>
        {
            begun.Set();
            await Never.EndsAsync(token);
            return null;
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(GuardBench.Budget);
        await asking;
        await bench.AllEndedAsync();
        bench.Time.Advance(GuardedRule.Grace);

        Assert.Equal(0, bench.Counted("wr.lost_threads"));
        Assert.Equal(0, bench.Counted("wr.rule.err order-status runaway"));
    }
}

/// <summary>Something that happens once; await it.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => _set.TrySetResult();

    public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => _set.Task.GetAwaiter();
}
