using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

/// <summary>Whoever may write a plug-in runs code as the server.</summary>
public sealed class PluginRightsTests
{
    [Theory]
    [InlineData("plugins", UnixFileMode.OtherWrite, "plugins")]
    [InlineData("plugins/shop", UnixFileMode.OtherWrite, "plugins/shop")]
    [InlineData("plugins/shop", UnixFileMode.GroupWrite, "plugins/shop")]
    [InlineData("plugins/shop/shop.dll", UnixFileMode.OtherWrite, "plugins/shop/shop.dll")]
    [InlineData("plugins/shop/shop.dll", UnixFileMode.GroupWrite, "plugins/shop/shop.dll")]
    public async Task A_plug_in_that_others_may_write_is_loaded_with_a_warning(
        string open,
        UnixFileMode right,
        string named
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no file modes on Windows.");
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule()));
        Narrow(bench);
        Widen(Path.Combine(bench.Folder, open), right);

        var snapshot = await bench.ScanAsync();

        Assert.Single(snapshot.Rules);
        var problem = Assert.Single(snapshot.Problems);
        Assert.Equal(ProblemSeverity.Warning, problem.Severity);
        Assert.Equal(
            $"plugins/shop/shop.dll: Other accounts of this machine may write {named}, so they may run code as this server. "
                + $"Take the right away: chmod -R go-w {Path.Combine(bench.Folder, "plugins")}",
            problem.ToString()
        );
        Assert.Equal(snapshot.Version, (await bench.ScanSettledAsync()).Version);
    }

    [Fact]
    public async Task A_plug_in_of_its_owner_alone_has_no_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no file modes on Windows.");
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule()));
        Narrow(bench);
        Assert.Empty((await bench.ScanAsync()).Problems);
    }

    [Fact]
    public async Task Check_tells_it_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no file modes on Windows.");
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule()));
        await File.WriteAllTextAsync(
            Path.Combine(bench.Folder, "a.yaml"),
            "rules:\n  - { when: hi, reply: Hi! }\n",
            TestContext.Current.CancellationToken
        );
        Widen(bench.PathOf("shop"), UnixFileMode.OtherWrite);

        var (code, output, _) = await ServerProcess.RunAsync(["check", bench.Folder]);

        Assert.Equal(0, code);
        Assert.Contains(
            "warning: Other accounts of this machine may write plugins/shop/shop.dll",
            output,
            StringComparison.Ordinal
        );
    }

    private static void Narrow(PluginBench bench)
    {
        const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        foreach (
            var path in (string[])
                [
                    bench.Folder,
                    Path.Combine(bench.Folder, "plugins"),
                    Path.GetDirectoryName(bench.PathOf("shop"))!,
                    bench.PathOf("shop"),
                ]
        )
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Writing);
            }
        }
    }

    private static void Widen(string path, UnixFileMode right)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | right);
        }
    }
}
