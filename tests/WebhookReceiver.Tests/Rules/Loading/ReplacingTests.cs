using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>The folder itself is created, deleted and swapped.</summary>
public sealed class ReplacingTests
{
    private static async Task<WatchedFolder> ServingAsync()
    {
        var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));
        await folder.ScanAsync();
        Assert.Equal("old", await folder.AnswerAsync("hours"));
        return folder;
    }

    [Fact]
    public async Task While_the_folder_is_gone_the_last_good_rules_answer_and_the_status_says_so()
    {
        await using var folder = await ServingAsync();

        Directory.Delete(folder.Root, recursive: true);
        var status = await folder.ChangeLoadedAsync();

        Assert.True(status.IsDegraded);
        Assert.True(status.FolderMissing);
        Assert.Equal("old", await folder.AnswerAsync("hours"));
        Assert.Equal(
            $"rules folder: There is no folder {folder.Root}. Create it, or name another one in the setting Rules:Folder.",
            Assert.Single(status.Problems).ToString()
        );
        await folder.NothingIsLoadedAsync();
    }

    [Fact]
    public async Task A_folder_that_is_deleted_and_made_again_is_found()
    {
        await using var folder = await ServingAsync();
        Directory.Delete(folder.Root, recursive: true);
        await folder.ChangeLoadedAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "new"));
        var status = await folder.ChangeLoadedAsync();

        Assert.False(status.IsDegraded);
        Assert.Equal("new", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_folder_that_is_replaced_by_another_is_found()
    {
        await using var folder = await ServingAsync();
        Directory.CreateDirectory(folder.Outside("next"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Outside("next"), "hours.yaml"),
            WatchedFolder.Rule("hours", "new"),
            TestContext.Current.CancellationToken
        );

        Directory.Move(folder.Root, folder.Outside("before"));
        Directory.Move(folder.Outside("next"), folder.Root);
        await folder.ChangeLoadedAsync();

        Assert.Equal("new", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_folder_that_is_empty_for_a_moment_is_not_even_mentioned()
    {
        await using var folder = await ServingAsync();

        File.Delete(folder.PathOf("hours.yaml"));
        await folder.ScanAsync(afterMilliseconds: 200);
        await folder.ScanAsync(afterMilliseconds: 200);
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));

        Assert.Equal(ScanOutcome.Unchanged, await folder.ScanAsync(afterMilliseconds: 200));
        Assert.Empty(folder.Log.Warnings);
    }

    [Fact]
    public async Task A_folder_that_stays_empty_keeps_the_last_good_rules()
    {
        await using var folder = await ServingAsync();

        File.Delete(folder.PathOf("hours.yaml"));
        var status = await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.FolderEmpty, status.LastResult);
        Assert.True(status.IsDegraded);
        Assert.Equal("old", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_mounted_configuration_map_that_is_swapped_is_picked_up()
    {
        await using var folder = new WatchedFolder();
        folder.Write("..2026_01/hours.yaml", WatchedFolder.Rule("hours", "old"));
        folder.Write("..2026_01/sub/prices.yaml", WatchedFolder.Rule("prices", "cheap"));
        Directory.CreateSymbolicLink(folder.PathOf("..data"), "..2026_01");
        File.CreateSymbolicLink(folder.PathOf("hours.yaml"), "..data/hours.yaml");
        Directory.CreateSymbolicLink(folder.PathOf("sub"), "..data/sub");
        await folder.ScanAsync();
        Assert.Empty(folder.Status.Problems);
        Assert.Equal("old", await folder.AnswerAsync("hours"));
        Assert.Equal("cheap", await folder.AnswerAsync("prices"));

        folder.Write("..2026_02/hours.yaml", WatchedFolder.Rule("hours", "new"));
        folder.Write("..2026_02/sub/prices.yaml", WatchedFolder.Rule("prices", "dear"));
        Directory.CreateSymbolicLink(folder.PathOf("..data_tmp"), "..2026_02");
        Shell.Run("mv", "-T", folder.PathOf("..data_tmp"), folder.PathOf("..data"));
        Directory.Delete(folder.PathOf("..2026_01"), recursive: true);
        var status = await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.Ok, status.LastResult);
        Assert.Equal("new", await folder.AnswerAsync("hours"));
        Assert.Equal("dear", await folder.AnswerAsync("prices"));
    }

    [Fact]
    public async Task A_file_replaced_by_renaming_is_a_change()
    {
        await using var folder = await ServingAsync();

        folder.Write(".hours.yaml.tmp", WatchedFolder.Rule("hours", "new"));
        File.Move(folder.PathOf(".hours.yaml.tmp"), folder.PathOf("hours.yaml"), overwrite: true);
        await folder.ChangeLoadedAsync();

        Assert.Equal("new", await folder.AnswerAsync("hours"));
    }
}
