using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class PluginReplacementTests
{
    [Fact]
    public async Task A_constructor_that_hangs_costs_five_seconds_once_and_only_its_own_plug_in()
    {
        var release = Guid.NewGuid().ToString();
        await using var bench = new PluginBench();
        bench.Install("good", First);
        bench.Install("slow", EmittedPlugin.Build(new EmittedRule { Constructor = EmittedPlugin.WaitFor(release) }));

        var scanning = bench.ScanAsync();
        await bench.Logs.SeenAsync("Plug-in good is loaded");
        bench.Time.Advance(PluginSlot.LoadLimit);
        var snapshot = await scanning;

        Assert.Equal("first", Assert.Single(snapshot.Rules).Name);
        const string Expected =
            "plugins/slow/slow.dll: It was not ready 5 s after loading began (a constructor or static initializer hangs). "
            + "Do slow work in ReplyAsync, not in the constructor. It is tried again when the DLL is replaced.";
        Assert.Equal(Expected, PluginBench.ProblemOf(snapshot));

        // It would load at once now, but it is not retried before it is replaced.
        EmittedPlugin.Release(release);
        var again = await bench.ScanSettledAsync();
        Assert.Equal(Expected, PluginBench.ProblemOf(again));
        bench.Install("slow", Second);
        Assert.Equal(2, (await bench.ScanSettledAsync()).Rules.Count);
    }

    [Fact]
    public async Task A_static_constructor_that_hangs_leaves_the_old_version_in_use()
    {
        var release = Guid.NewGuid().ToString();
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        await bench.ScanAsync();

        bench.Install(
            "shop",
            EmittedPlugin.Build(new EmittedRule { StaticConstructor = EmittedPlugin.WaitFor(release) })
        );
        await bench.ScanAsync();
        bench.Time.Advance(ReloadState.SettleTime);
        var scanning = bench.ScanAsync();
        bench.Time.Advance(PluginSlot.LoadLimit);
        var snapshot = await scanning;
        EmittedPlugin.Release(release);

        Assert.Equal("first", Assert.Single(snapshot.Rules).Name);
        Assert.Single(snapshot.Problems);
    }

    [Fact]
    public async Task A_rule_that_was_switched_off_is_reported_until_it_is_replaced()
    {
        var release = Guid.NewGuid().ToString();
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Reply = EmittedPlugin.WaitFor(release) }));
        var before = await bench.ScanAsync();
        var proxy = (PluginRuleProxy)before.Rules[0];

        while (!proxy.IsSwitchedOff)
        {
            await LoseThreadAsync(bench, proxy);
        }

        EmittedPlugin.Release(release);
        var broken = await bench.ScanAsync();
        bench.Install("shop", First);
        var mended = await bench.ScanSettledAsync();

        Assert.Equal(
            "plugins/shop/shop.dll: rule 'emitted': It held 3 threads after its time and is switched off. "
                + "Make ReplyAsync stop when its token is cancelled, then replace the DLL; a restart loads it again.",
            PluginBench.ProblemOf(broken)
        );
        Assert.NotEqual(before.Version, broken.Version);
        Assert.Empty(mended.Problems);
    }

    [Fact]
    public async Task A_replaced_version_is_disposed_of_when_no_message_can_use_it_any_more()
    {
        var disposed = Guid.NewGuid().ToString();
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Dispose = EmittedPlugin.Note(disposed) }));
        await bench.ScanAsync();
        bench.Install("shop", Second);
        await bench.ScanSettledAsync();

        bench.Time.Advance(LoadedPlugin.Farewell - TimeSpan.FromSeconds(1));
        Assert.Null(AppContext.GetData(disposed));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        while (AppContext.GetData(disposed) is null)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Fifty_replaced_versions_leave_nothing_in_memory()
    {
        await using var bench = new PluginBench(null, ("Plugins:shop:Orders:1234", "packed"));
        var sample = await File.ReadAllBytesAsync(PluginBench.SampleDll, TestContext.Current.CancellationToken);
        bench.Install("shop", sample);
        await bench.ScanAsync();

        for (var version = 1; version <= 50; version++)
        {
            // Bytes after the end of the image make it another version of the same code.
            bench.Install("shop", [.. sample, .. new byte[version]]);
            await AskOnceAsync(bench);
        }

        bench.Time.Advance(LoadedPlugin.Farewell);
        do
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await bench.ScanAsync();
        } while (bench.Catalogue.ContextsAlive > 1);
    }

    private static async Task LoseThreadAsync(PluginBench bench, PluginRuleProxy proxy)
    {
        var lost = proxy.ThreadsLost;
        var message = new IncomingMessage { Sender = "15550100", Text = "hi" };
        var asking = proxy.AskAsync(message, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask();
        // Called too early, before the pool had a thread for it, which is not the rule's fault.
        while (!asking.IsCompleted)
        {
            await Task.Yield();
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        bench.Time.Advance(PluginRuleProxy.Grace);
        if ((await asking).Fault?.Kind == RuleFaultKind.TimedOut)
        {
            await bench.Logs.SeenAsync("still holds a thread", lost + 1);
        }
    }

    private static async Task AskOnceAsync(PluginBench bench)
    {
        var proxy = (PluginRuleProxy)Assert.Single((await bench.ScanSettledAsync()).Rules);
        var message = new IncomingMessage { Sender = "15550100", Text = "order 1234" };
        var answer = await proxy.AskAsync(message, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.Equal("Order 1234: packed.", answer.Reply?.Text);
    }
}
