using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed class PluginFolderTests
{
    private static readonly byte[] Good = EmittedPlugin.Build(new EmittedRule());

    [Fact]
    public async Task No_folder_means_no_plug_ins_and_no_complaint()
    {
        await using var bench = new PluginBench();

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Rules);
        Assert.Empty(snapshot.Problems);
    }

    [Fact]
    public async Task A_folder_without_the_dll_of_its_name_is_reported()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", Good, "Shop.dll");

        Assert.Equal(
            "plugins/shop/shop.dll: The folder has no shop.dll, or it is empty. "
                + "Put the plug-in there under the name of its folder, or delete the folder plugins/shop.",
            PluginBench.ProblemOf(await bench.ScanAsync())
        );
    }

    [Fact]
    public async Task A_dll_outside_of_a_folder_is_reported()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", Good, "../shop.dll");

        Assert.Equal(
            "plugins/shop.dll: A DLL here is not loaded. Move it to plugins/shop/shop.dll.",
            PluginBench.ProblemOf(await bench.ScanAsync())
        );
    }

    [Fact]
    public async Task A_name_that_is_no_name_is_refused()
    {
        await using var bench = new PluginBench();
        bench.Install("sh:op", Good);

        Assert.Equal(
            "plugins/sh:op/sh:op.dll: Its name cannot be used as a plug-in's name. Use letters, digits, '.', '-' and '_'.",
            PluginBench.ProblemOf(await bench.ScanAsync())
        );
    }

    [Fact]
    public async Task Hidden_folders_are_not_plug_ins()
    {
        await using var bench = new PluginBench();
        bench.Install(".git", Good);

        Assert.Empty((await bench.ScanAsync()).Problems);
    }

    [Fact]
    public async Task An_empty_dll_is_reported()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", []);

        Assert.Single((await bench.ScanAsync()).Problems);
    }

    [Fact]
    public async Task A_link_out_of_the_rules_folder_is_not_followed()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", Good);
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        File.Move(bench.PathOf("shop"), Path.Combine(outside, "shop.dll"));
        File.CreateSymbolicLink(bench.PathOf("shop"), Path.Combine(outside, "shop.dll"));
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, "plugins", "wholly"), outside);

        var snapshot = await bench.ScanAsync();
        Directory.Delete(outside, recursive: true);

        Assert.Empty(snapshot.Rules);
        Assert.Equal(
            [
                "plugins/shop/shop.dll: 'shop.dll' is a link that leads out of the rules folder. Copy the file into the folder instead.",
                "plugins/wholly/wholly.dll: 'wholly' is a link that leads out of the rules folder. Copy the file into the folder instead.",
            ],
            snapshot.Problems.Select(problem => problem.ToString())
        );
    }

    [Fact]
    public async Task A_link_inside_the_rules_folder_is_followed()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", Good, "..data/shop.dll");
        File.CreateSymbolicLink(bench.PathOf("shop"), Path.Combine("..data", "shop.dll"));

        Assert.Single((await bench.ScanAsync()).Rules);
    }

    [Fact]
    public async Task Too_much_is_not_read()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", Good);
        using (var large = File.Create(bench.PathOf("shop", "Large.dll")))
        {
            large.SetLength(PluginFolder.MaxBytes);
        }

        Assert.Equal(
            "plugins/shop/shop.dll: Its DLLs are too large: 2 files, 64 MB; the most is 1000 files and 64 MB. "
                + "Leave out what the plug-in does not use.",
            PluginBench.ProblemOf(await bench.ScanAsync())
        );
    }

    [Fact]
    public async Task Switched_off_means_that_nothing_is_loaded()
    {
        await using var bench = new PluginBench(rules => rules.Plugins.Enabled = false);
        bench.Install("shop", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Rules);
        Assert.Equal(ProblemSeverity.Note, snapshot.Problems[0].Severity);
        Assert.Equal(
            "plugins: Plug-ins are switched off, so 1 of them are not loaded. "
                + "Set Rules:Plugins:Enabled to true to use them.",
            PluginBench.ProblemOf(snapshot)
        );
    }
}
