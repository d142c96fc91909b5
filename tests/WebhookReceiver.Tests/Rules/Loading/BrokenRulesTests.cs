using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Wrong rules never cost a customer an answer that existed before.</summary>
public sealed class BrokenRulesTests
{
    private const string Broken = "rules:\n  - id: prices\n    wehn: prices\n    reply: cheap\n";

    [Fact]
    public async Task A_broken_file_leaves_the_last_good_rules_and_is_reported_with_its_place()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        folder.Write("prices.yaml", WatchedFolder.Rule("prices", "cheap"));
        await folder.ScanAsync();
        var version = folder.Status.Version;

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "ten"));
        folder.Write("prices.yaml", Broken);
        var status = await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.KeptLastGood, status.LastResult);
        Assert.True(status.IsDegraded);
        Assert.Equal(version, status.Version);
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
        Assert.Equal("cheap", await folder.AnswerAsync("prices"));
        var problem = Assert.Single(status.Problems);
        Assert.Equal(("prices.yaml", 3, 5), (problem.Path, problem.Line, problem.Column));
    }

    [Fact]
    public async Task Problems_are_logged_once_for_a_change_and_not_at_every_look()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();

        folder.Write("hours.yaml", Broken);
        await folder.ChangeLoadedAsync();
        await folder.NothingIsLoadedAsync();

        Assert.Equal(2, folder.Log.Warnings.Count);
        Assert.StartsWith("Rules error at hours.yaml:3:5: ", folder.Log.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(
            $"Rules were not replaced: 1 rules, version {folder.Status.Version}, stay in use until the errors above are fixed "
                + "('check' shows them in full)",
            folder.Log.Warnings[1]
        );
    }

    [Fact]
    public async Task Mended_rules_go_live_and_the_status_is_good_again()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();
        folder.Write("hours.yaml", Broken);
        await folder.ChangeLoadedAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "ten"));
        var status = await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.Ok, status.LastResult);
        Assert.False(status.IsDegraded);
        Assert.Empty(status.Problems);
        Assert.Equal("ten", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task Going_back_to_the_rules_that_are_live_clears_the_status()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();
        var version = folder.Status.Version;
        folder.Write("hours.yaml", Broken);
        await folder.ChangeLoadedAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        var status = await folder.ChangeLoadedAsync();

        Assert.False(status.IsDegraded);
        Assert.Equal(version, status.Version);
    }

    [Fact]
    public async Task One_id_in_two_files_is_refused_naming_both_and_the_rules_of_before_stay()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();

        folder.Write("more.yaml", WatchedFolder.Rule("hours", "ten"));
        var status = await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.KeptLastGood, status.LastResult);
        Assert.Contains(
            status.Problems,
            problem =>
                problem.ToString().Contains("hours.yaml:2", StringComparison.Ordinal)
                && problem.ToString().Contains("more.yaml:2", StringComparison.Ordinal)
        );
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_failing_test_keeps_the_rules_from_going_live()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();

        folder.Write(
            "hours.yaml",
            """
            rules:
              - id: hours
                when: hours
                reply: ten
                tests:
                  - say: opening times
            """
        );
        var status = await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.KeptLastGood, status.LastResult);
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
        Assert.Equal(
            "Test failed: “opening times” should be answered by 'hours', but no rule answers.\n    ✗ words: hours",
            Assert.Single(status.Problems).Message
        );
    }

    [Fact]
    public async Task At_the_first_start_the_good_files_serve()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        folder.Write("prices.yaml", Broken);
        await folder.ScanAsync();

        Assert.Equal(ReloadResult.ServingGoodFiles, folder.Status.LastResult);
        Assert.True(folder.Status.IsDegraded);
        Assert.Equal(1, folder.Status.RuleCount);
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
        Assert.Null(await folder.AnswerAsync("prices"));
    }

    [Fact]
    public async Task Until_the_folder_has_been_right_once_each_change_serves_what_is_good()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        folder.Write("prices.yaml", Broken);
        await folder.ScanAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "ten"));
        await folder.ChangeLoadedAsync();

        Assert.Equal("ten", await folder.AnswerAsync("hours"));
        Assert.True(folder.Status.IsDegraded);
    }

    [Fact]
    public async Task No_folder_at_the_first_start_means_silence_and_a_hint()
    {
        await using var folder = new WatchedFolder();
        Directory.Delete(folder.Root);
        await folder.ScanAsync();

        Assert.Null(await folder.AnswerAsync("hours"));
        Assert.True(folder.Status.FolderMissing);
        Assert.True(folder.Status.IsDegraded);
    }

    [Fact]
    public async Task An_empty_folder_at_the_first_start_means_silence_and_a_hint()
    {
        await using var folder = new WatchedFolder();
        await folder.ScanAsync();

        Assert.Null(await folder.AnswerAsync("hours"));
        Assert.True(folder.Status.IsDegraded);
        Assert.Equal(
            $"rules folder: {folder.Root} holds no rules, so every message is answered with silence. "
                + "Put a .yaml file there, for example one with the two lines 'rules:' and '  - reply: Hello!'.",
            Assert.Single(folder.Status.Problems).ToString()
        );
    }

    [Fact]
    public async Task The_version_tells_paths_and_contents_apart()
    {
        await using var folder = new WatchedFolder();
        folder.Write("a.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();
        var first = folder.Status.Version;

        File.Move(folder.PathOf("a.yaml"), folder.PathOf("b.yaml"));
        await folder.ChangeLoadedAsync();

        Assert.Matches("^[0-9a-f]{12}$", first);
        Assert.NotEqual(first, folder.Status.Version);
        Assert.Equal(folder.Status.Version, folder.Rules.Current.Version);
    }
}
