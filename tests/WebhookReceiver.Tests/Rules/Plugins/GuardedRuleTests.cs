using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed class GuardedRuleTests
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
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
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
            await Task.Delay(Timeout.Infinite, token);
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

    [Fact]
    public async Task A_late_answer_is_dropped()
    {
        var begun = new Signal();
        var late = new TaskCompletionSource<Reply?>();
        using var bench = new GuardBench(_ =>
        {
            begun.Set();
            return new ValueTask<Reply?>(late.Task);
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(GuardBench.Budget);
        var answer = await asking;
        late.SetResult(Reply.Say("too late"));
        await bench.AllEndedAsync();

        Assert.Null(answer.Reply);
        Assert.Single(bench.Logs.Lines);
    }

    [Fact]
    public async Task A_callback_that_throws_on_cancellation_hurts_nobody()
    {
        var begun = new Signal();
        using var bench = new GuardBench(async token =>
        {
            token.Register(() => throw new InvalidOperationException());
            begun.Set();
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(GuardBench.Budget);

        Assert.Equal(RuleFaultKind.TimedOut, (await asking).Fault?.Kind);
        await bench.AllEndedAsync();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_the_rules_fault()
    {
        var begun = new Signal();
        using var caller = new CancellationTokenSource();
        using var bench = new GuardBench(async token =>
        {
            begun.Set();
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });

        var asking = bench.AskAsync(cancellation: caller.Token);
        await begun;
        await caller.CancelAsync();

        Assert.Equal(RuleFaultKind.TimedOut, (await asking).Fault?.Kind);
        Assert.Equal(0, bench.Counted("wr.rule.err order-status timeout"));
        Assert.Empty(bench.Logs.Lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Without_time_left_the_rule_is_not_asked(int seconds)
    {
        using var bench = new GuardBench(_ => throw new InvalidOperationException());

        var answer = await bench.AskAsync(TimeSpan.FromSeconds(seconds));

        Assert.Equal(
            new PluginAnswer(null, new RuleFault("order-status", RuleFaultKind.NotAsked, TimeSpan.Zero, null)),
            answer
        );
    }

    [Fact]
    public async Task Five_faults_within_a_minute_give_the_rule_a_minute_of_rest()
    {
        var asked = 0;
        using var bench = new GuardBench(_ =>
        {
            asked++;
            throw new InvalidOperationException();
        });

        for (var fault = 0; fault < Circuit.FaultsToOpen; fault++)
        {
            Assert.Equal(RuleFaultKind.Threw, (await bench.AskAsync()).Fault?.Kind);
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(RuleFaultKind.NotAsked, (await bench.AskAsync()).Fault?.Kind);
        bench.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(RuleFaultKind.Threw, (await bench.AskAsync()).Fault?.Kind);
        Assert.Equal(RuleFaultKind.NotAsked, (await bench.AskAsync()).Fault?.Kind);
        Assert.Equal(6, asked);
    }

    [Fact]
    public async Task Sixteen_pending_calls_are_enough()
    {
        using var begun = new SemaphoreSlim(0);
        var never = new TaskCompletionSource<Reply?>();
        using var bench = new GuardBench(_ =>
        {
            begun.Release();
            return new ValueTask<Reply?>(never.Task);
        });

        var asking = Enumerable.Range(0, GuardedRule.CallsToLeaveBehind).Select(_ => bench.AskAsync()).ToList();
        foreach (var _ in asking)
        {
            await begun.WaitAsync(TestContext.Current.CancellationToken);
        }

        bench.Time.Advance(GuardBench.Budget);
        await Task.WhenAll(asking);
        bench.Time.Advance(Circuit.Rest);

        Assert.False(bench.Rule.IsResting);
        Assert.Equal(RuleFaultKind.NotAsked, (await bench.AskAsync()).Fault?.Kind);
        never.SetResult(null);
        await bench.AllEndedAsync();
        Assert.Equal(default, await bench.AskAsync());
    }

    [Fact]
    public async Task What_the_rule_keeps_of_its_reply_cannot_change_it()
    {
        var cards = new List<ContactCard> { new() { FirstName = "Ada" } };
        using var bench = new GuardBench(_ => ValueTask.FromResult<Reply?>(new Reply { Contacts = cards }));

        var answer = await bench.AskAsync();
        cards.Clear();

        Assert.Equal("Ada", Assert.Single(answer.Reply!.Contacts).FirstName);
    }

    [Fact]
    public async Task A_list_that_throws_when_it_is_read_is_the_rules_fault()
    {
        using var bench = new GuardBench(_ => ValueTask.FromResult<Reply?>(new Reply { Contacts = new BrokenList() }));

        Assert.Equal(RuleFaultKind.Threw, (await bench.AskAsync()).Fault?.Kind);
    }

    /// <summary>Computes on and on, whatever its token says, until the test ends it.</summary>
    private sealed class Loop : IDisposable
    {
        private readonly SemaphoreSlim _begun = new(0);
        private volatile bool _end;
        private int _count;

        public int Begun => Volatile.Read(ref _count);

        public ValueTask<Reply?> RunAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            _begun.Release();
            while (!_end)
            {
                Thread.SpinWait(100);
            }

            return ValueTask.FromResult<Reply?>(Reply.Say("at last"));
        }

        public async Task BegunAsync(int times)
        {
            await _begun.WaitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(times, Begun);
        }

        public void End() => _end = true;

        public void Dispose()
        {
            _end = true;
            _begun.Dispose();
        }
    }

    private sealed class BrokenList : IReadOnlyList<ContactCard>
    {
        public int Count => 1;

        public ContactCard this[int index] => throw new InvalidOperationException();

        public IEnumerator<ContactCard> GetEnumerator() => throw new InvalidOperationException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Something that happens once; await it.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => _set.TrySetResult();

    public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => _set.Task.GetAwaiter();
}
