using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Tests.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Plug-ins are part of the rule set: they come and go like files.</summary>
public sealed class PluginReloadTests
{
    private static void Install(WatchedFolder folder)
    {
        Directory.CreateDirectory(folder.PathOf("plugins/orders"));
        File.Copy(PluginBench.SampleDll, folder.PathOf("plugins/orders/orders.dll"));
    }

    /// <summary>Scans for two seconds: the catalogue settles before the folder does.</summary>
    private static async Task<ReloadStatus> SettledAsync(WatchedFolder folder)
    {
        for (var look = 0; look < 14; look++)
            await folder.ScanAsync(afterMilliseconds: 150);
        return folder.Status;
    }

    [Fact]
    public async Task A_plug_in_that_is_put_there_or_taken_away_is_a_change()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();
        var version = folder.Status.Version;

        Install(folder);
        var with = await SettledAsync(folder);
        Directory.Delete(folder.PathOf("plugins"), recursive: true);
        var without = await SettledAsync(folder);

        Assert.Equal((2, ReloadResult.Ok), (with.RuleCount, with.LastResult));
        Assert.NotEqual(version, with.Version);
        Assert.Equal((1, version), (without.RuleCount, without.Version));
    }

    [Fact]
    public async Task Plug_ins_alone_are_rules_too()
    {
        await using var folder = new WatchedFolder();
        Install(folder);
        await folder.ScanAsync();

        Assert.Equal((1, false), (folder.Status.RuleCount, folder.Status.IsDegraded));
    }

    [Fact]
    public async Task A_broken_plug_in_degrades_the_status_and_holds_up_no_file()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();

        folder.Write("plugins/orders/orders.dll", "not a plug-in");
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "ten"));
        var status = await SettledAsync(folder);

        Assert.Equal("ten", await folder.AnswerAsync("hours"));
        Assert.True(status.IsDegraded);
        Assert.Equal("plugins/orders/orders.dll", Assert.Single(status.Problems).Path);
    }

    [Fact]
    public async Task No_plug_in_is_asked_in_a_test()
    {
        await using var folder = new WatchedFolder();
        Install(folder);
        folder.Write(
            "fallback.yaml",
            """
            rules:
              - id: sorry
                stage: fallback
                reply: Sorry?
                tests:
                  - say: "order 4711"
            """
        );
        await folder.ScanAsync();

        Assert.Empty(folder.Status.Problems);
        Assert.Equal(2, folder.Status.RuleCount);
    }
}
