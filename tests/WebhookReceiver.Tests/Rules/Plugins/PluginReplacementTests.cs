using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class PluginReplacementTests
{
    private static readonly byte[] First = EmittedPlugin.Build(new EmittedRule { Name = "first" });
    private static readonly byte[] Second = EmittedPlugin.Build(new EmittedRule { Name = "second" });

    [Fact]
    public async Task A_new_version_is_loaded_when_it_was_left_alone_for_a_moment()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        var before = await bench.ScanAsync();

        bench.Install("shop", Second);
        var during = await bench.ScanAsync();
        bench.Time.Advance(ReloadState.SettleTime);
        var after = await bench.ScanAsync();

        Assert.Same(before.Rules[0], Assert.Single(during.Rules));
        Assert.Equal(before.Version, during.Version);
        Assert.Equal("second", Assert.Single(after.Rules).Name);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Empty(after.Problems);
    }

    [Fact]
    public async Task What_does_not_change_keeps_its_instances()
    {
        await using var bench = new PluginBench();
        bench.Install("a", First);
        bench.Install("b", Second);
        var before = await bench.ScanAsync();

        bench.Install("b", EmittedPlugin.Build(new EmittedRule { Name = "third" }));
        var after = await bench.ScanSettledAsync();

        Assert.Same(before.Rules[0], after.Rules[0]);
        Assert.Equal(["first", "third"], after.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public async Task While_a_dll_is_still_growing_nothing_happens()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        await bench.ScanAsync();

        for (var length = 100; length < Second.Length; length += 100)
        {
            bench.Install("shop", Second[..length]);
            bench.Time.Advance(ReloadState.SettleTime);
            var snapshot = await bench.ScanAsync();
            Assert.Equal("first", Assert.Single(snapshot.Rules).Name);
            Assert.Empty(snapshot.Problems);
        }

        bench.Install("shop", Second);
        Assert.Equal("second", Assert.Single((await bench.ScanSettledAsync()).Rules).Name);
    }

    [Fact]
    public async Task Half_a_dll_is_reported_and_the_old_one_stays_until_the_rest_comes()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        var before = await bench.ScanAsync();

        bench.Install("shop", Second[..(Second.Length / 2)]);
        var half = await bench.ScanSettledAsync();
        bench.Install("shop", Second);
        var whole = await bench.ScanSettledAsync();

        Assert.Same(before.Rules[0], Assert.Single(half.Rules));
        Assert.Equal(
            "plugins/shop/shop.dll: This is not a .NET assembly, or not a whole one. The version loaded before stays in use. "
                + "Copy the DLL again; copy it under another name first and rename it then.",
            PluginBench.ProblemOf(half)
        );
        Assert.Equal("second", Assert.Single(whole.Rules).Name);
        Assert.Empty(whole.Problems);
    }

    [Fact]
    public async Task Going_back_to_the_old_dll_clears_the_problem_without_loading_it_again()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        var before = await bench.ScanAsync();

        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Constructor = EmittedPlugin.Throw }));
        var broken = await bench.ScanSettledAsync();
        bench.Install("shop", First);
        var back = await bench.ScanSettledAsync();

        Assert.Single(broken.Problems);
        Assert.Empty(back.Problems);
        Assert.Same(before.Rules[0], Assert.Single(back.Rules));
        Assert.Equal(before.Version, back.Version);
    }

    [Fact]
    public async Task New_content_with_the_old_size_and_time_is_found_a_little_later()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Name = "abc" }));
        var written = File.GetLastWriteTimeUtc(bench.PathOf("shop"));
        await bench.ScanAsync();

        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Name = "xyz" }));
        File.SetLastWriteTimeUtc(bench.PathOf("shop"), written);
        bench.Time.Advance(PluginSlot.RehashAfter);

        Assert.Equal("xyz", Assert.Single((await bench.ScanSettledAsync()).Rules).Name);
    }

    [Fact]
    public async Task Without_its_dll_the_old_version_stays_and_without_its_folder_it_goes()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        await bench.ScanAsync();

        File.Delete(bench.PathOf("shop"));
        var justDeleted = await bench.ScanSettledAsync();
        bench.Time.Advance(PluginSlot.Patience);
        var withoutDll = await bench.ScanAsync();
        Directory.Delete(Path.GetDirectoryName(bench.PathOf("shop"))!);
        var withoutFolder = await bench.ScanSettledAsync();

        Assert.Empty(justDeleted.Problems);
        Assert.Single(withoutDll.Rules);
        Assert.Equal(
            "plugins/shop/shop.dll: The folder has no shop.dll, or it is empty. The version loaded before stays in use. "
                + "Put the plug-in there under the name of its folder, or delete the folder plugins/shop.",
            PluginBench.ProblemOf(withoutDll)
        );
        Assert.Empty(withoutFolder.Rules);
        Assert.Empty(withoutFolder.Problems);
    }

    [Fact]
    public async Task A_rules_folder_that_goes_away_takes_no_plug_in_along()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", First);
        await bench.ScanAsync();

        var elsewhere = bench.Folder + "-away";
        Directory.Move(bench.Folder, elsewhere);
        var away = await bench.ScanSettledAsync();
        Directory.Move(elsewhere, bench.Folder);

        Assert.Single(away.Rules);
    }
}
