using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class PluginRuleProxyTests
{
    [Fact]
    public async Task A_late_answer_is_dropped()
    {
        var begun = new Signal();
        var late = new TaskCompletionSource<Reply?>();
        using var bench = new PluginProxyBench(_ =>
        {
            begun.Set();
            return new ValueTask<Reply?>(late.Task);
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(PluginProxyBench.Budget);
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
        using var bench = new PluginProxyBench(async token =>
        {
            token.Register(() => throw new InvalidOperationException());
            begun.Set();
            await Never.EndsAsync(token);
            return null;
        });

        var asking = bench.AskAsync();
        await begun;
        bench.Time.Advance(PluginProxyBench.Budget);

        Assert.Equal(RuleFaultKind.TimedOut, (await asking).Fault?.Kind);
        await bench.AllEndedAsync();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_the_rules_fault()
    {
        var begun = new Signal();
        using var caller = new CancellationTokenSource();
        using var bench = new PluginProxyBench(async token =>
        {
            begun.Set();
            await Never.EndsAsync(token);
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
        using var bench = new PluginProxyBench(_ => throw new InvalidOperationException());

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
        using var bench = new PluginProxyBench(_ =>
        {
            asked++;
            throw new InvalidOperationException();
        });

        for (var fault = 0; fault < CircuitBreaker.FaultsToOpen; fault++)
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
        using var bench = new PluginProxyBench(_ =>
        {
            begun.Release();
            return new ValueTask<Reply?>(never.Task);
        });

        var asking = Enumerable.Range(0, PluginRuleProxy.CallsToLeaveBehind).Select(_ => bench.AskAsync()).ToList();
        foreach (var _ in asking)
        {
            await begun.WaitAsync(TestContext.Current.CancellationToken);
        }

        bench.Time.Advance(PluginProxyBench.Budget);
        await Task.WhenAll(asking);
        bench.Time.Advance(CircuitBreaker.BreakDuration);

        Assert.False(bench.Proxy.IsResting);
        Assert.Equal(RuleFaultKind.NotAsked, (await bench.AskAsync()).Fault?.Kind);
        never.SetResult(null);
        await bench.AllEndedAsync();
        Assert.Equal(default, await bench.AskAsync());
    }

    [Fact]
    public async Task What_the_rule_keeps_of_its_reply_cannot_change_it()
    {
        var cards = new List<ContactCard> { new() { FirstName = "Ada" } };
        using var bench = new PluginProxyBench(_ => ValueTask.FromResult<Reply?>(new Reply { Contacts = cards }));

        var answer = await bench.AskAsync();
        cards.Clear();

        Assert.Equal("Ada", Assert.Single(answer.Reply!.Contacts).FirstName);
    }

    [Fact]
    public async Task A_list_that_throws_when_it_is_read_is_the_rules_fault()
    {
        using var bench = new PluginProxyBench(_ =>
            ValueTask.FromResult<Reply?>(new Reply { Contacts = new BrokenList() })
        );

        Assert.Equal(RuleFaultKind.Threw, (await bench.AskAsync()).Fault?.Kind);
    }

    /// <summary>Computes without end and ignores its token, until the test ends it.</summary>
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
