using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class PluginRuleProxyTests
{
    [Fact]
    public async Task A_reply_comes_through()
    {
        using var bench = new PluginProxyBench(_ => ValueTask.FromResult<Reply?>(Reply.Say("on its way")));

        Assert.Equal(new PluginAnswer(Reply.Say("on its way"), null), await bench.AskAsync());
    }

    [Fact]
    public async Task No_reply_is_no_fault()
    {
        using var bench = new PluginProxyBench(_ => ValueTask.FromResult<Reply?>(null));

        Assert.Equal(default, await bench.AskAsync());
    }

    [Fact]
    public async Task A_rule_that_throws_is_a_fault_and_what_it_says_is_not_logged()
    {
        var exception = new FormatException("The input string 'my secret' was not in a correct format.");
        using var bench = new PluginProxyBench(_ => throw exception);

        var answer = await bench.AskAsync();

        Assert.Equal(
            new PluginAnswer(null, new RuleFault("order-status", RuleFaultKind.Threw, TimeSpan.Zero, exception)),
            answer
        );
        Assert.Equal(1, bench.Counted("wr.rule.err order-status throw"));
        var line = Assert.Single(bench.Logs.Lines);
        Assert.StartsWith(
            "Error: Rule order-status of plug-in orders threw System.FormatException at PluginRuleProxyTests.cs, line ",
            line,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        Assert.DoesNotContain(PluginProxyBench.Message.Text, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_throws_later_is_a_fault()
    {
        using var bench = new PluginProxyBench(async _ =>
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
        using var bench = new PluginProxyBench(async token =>
        {
            token.Register(toldToStop.Set);
            begun.Set();
            await Never.EndsAsync(CancellationToken.None);
            return null;
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(PluginProxyBench.Budget);

        Assert.Equal(
            new PluginAnswer(
                null,
                new RuleFault("order-status", RuleFaultKind.TimedOut, PluginProxyBench.Budget, Exception: null)
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
        using var bench = new PluginProxyBench(loop.RunAsync);

        var asking = bench.AskAsync();
        await loop.BegunAsync(1);
        bench.Time.Advance(PluginProxyBench.Budget);
        var answer = await asking;
        bench.Time.Advance(PluginRuleProxy.Grace);
        await bench.Logs.SeenAsync("still holds a thread");

        Assert.Equal(RuleFaultKind.TimedOut, answer.Fault?.Kind);
        Assert.Equal((1, 1), (bench.Proxy.ThreadsLost, bench.Proxy.CallsLeftBehind));
        Assert.Equal(1, bench.Counted("wr.lost_threads"));
        Assert.Equal(1, bench.Counted("wr.rule.err order-status runaway"));

        loop.End();
        await bench.AllEndedAsync();
        Assert.Equal(0, bench.Proxy.ThreadsLost);
        Assert.Equal(0, bench.Counted("wr.lost_threads"));
        Assert.False(bench.Proxy.IsSwitchedOff);
    }

    [Fact]
    public async Task A_rule_that_holds_three_threads_is_switched_off_for_good()
    {
        using var loop = new Loop();
        using var bench = new PluginProxyBench(loop.RunAsync);

        for (var lost = 1; lost <= PluginRuleProxy.ThreadsToLose; lost++)
        {
            Assert.False(bench.Proxy.IsSwitchedOff);
            var asking = bench.AskAsync();
            await loop.BegunAsync(lost);
            bench.Time.Advance(PluginProxyBench.Budget);
            await asking;
            bench.Time.Advance(PluginRuleProxy.Grace);
            await bench.Logs.SeenAsync("still holds a thread", lost);
        }

        await bench.Logs.SeenAsync("is switched off until the plug-in is replaced");
        Assert.True(bench.Proxy.IsSwitchedOff);
        loop.End();
        await bench.AllEndedAsync();
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RuleFaultKind.NotAsked, (await bench.AskAsync()).Fault?.Kind);
        Assert.Equal(PluginRuleProxy.ThreadsToLose, loop.Begun);
    }

    [Fact]
    public async Task A_rule_that_stops_when_told_to_costs_no_thread()
    {
        var begun = new Signal();
        using var bench = new PluginProxyBench(async token =>
        {
            begun.Set();
            await Never.EndsAsync(token);
            return null;
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(PluginProxyBench.Budget);
        await asking;
        await bench.AllEndedAsync();
        bench.Time.Advance(PluginRuleProxy.Grace);

        Assert.Equal(0, bench.Counted("wr.lost_threads"));
        Assert.Equal(0, bench.Counted("wr.rule.err order-status runaway"));
    }
}

/// <summary>A one-time event to await.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => _set.TrySetResult();

    public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => _set.Task.GetAwaiter();
}
