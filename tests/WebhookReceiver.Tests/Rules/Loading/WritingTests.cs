using CsCheck;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Files during writing, and sets of files that belong together.</summary>
public sealed class WritingTests
{
    [Fact]
    public async Task A_file_written_byte_by_byte_is_read_only_when_it_is_complete()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));
        await folder.ScanAsync();
        var version = folder.Status.Version;

        await using (var file = new FileStream(folder.PathOf("hours.yaml"), FileMode.Create))
        {
            foreach (var one in System.Text.Encoding.UTF8.GetBytes(WatchedFolder.Rule("hours", "new")))
            {
                await file.WriteAsync(new[] { one }, TestContext.Current.CancellationToken);
                await file.FlushAsync(TestContext.Current.CancellationToken);
                Assert.NotEqual(ScanOutcome.Attempted, await folder.ScanAsync(afterMilliseconds: 50));
                Assert.Equal(version, folder.Rules.Current.Version);
            }
        }

        Assert.Equal(ScanOutcome.Settling, await folder.ScanAsync(afterMilliseconds: 200));
        Assert.Equal(ScanOutcome.Attempted, await folder.ScanAsync(afterMilliseconds: 100));
        Assert.Equal("new", await folder.AnswerAsync("hours"));
        Assert.Empty(folder.Log.Warnings);
    }

    [Fact]
    public async Task A_file_written_in_ten_thousand_pieces_is_never_seen_half()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));
        await folder.ScanAsync();
        var whole = System.Text.Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, 500).Select(n => $"# {n:000} lines of a note\n"))
                + WatchedFolder.Rule("hours", "new")
        );
        Assert.True(whole.Length > 10_000);

        await using (var file = new FileStream(folder.PathOf("hours.yaml"), FileMode.Create, FileAccess.Write))
        {
            for (var at = 0; at < whole.Length; at++)
            {
                file.WriteByte(whole[at]);
                await file.FlushAsync(TestContext.Current.CancellationToken);
                Assert.NotEqual(ScanOutcome.Attempted, await folder.ScanAsync(afterMilliseconds: 50));
                Assert.Equal("old", await folder.AnswerAsync("hours"));
            }
        }

        await folder.ChangeLoadedAsync();
        Assert.Equal("new", await folder.AnswerAsync("hours"));
        Assert.Empty(folder.Log.Warnings);
    }

    [Fact]
    public async Task A_writer_who_stops_in_the_middle_takes_no_rule_away()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));
        await folder.ScanAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "new")[..^10]);
        await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.KeptLastGood, folder.Status.LastResult);
        Assert.Equal("old", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_change_is_live_within_two_seconds_after_the_last_write()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));
        await folder.ScanAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "new"));
        await folder.ChangeLoadedAsync();

        Assert.Equal("new", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task No_published_book_ever_mixes_two_versions_of_a_set()
    {
        // Each step: write the next version into the first or second file, or look after some of the settling time.
        // A set is complete when both files have the same version; a pause in the middle is shorter than the settling time.
        var pauses = Gen.Int[0, 290].Array[4];
        await pauses.Array[3, 12].SampleAsync(PublishesCompleteSetsOnlyAsync, iter: 60, threads: 1);
    }

    private static async Task PublishesCompleteSetsOnlyAsync(int[][] versions)
    {
        await using var folder = new WatchedFolder();
        WriteHalf(folder, "a", 0);
        WriteHalf(folder, "b", 0);
        await folder.ScanAsync();
        for (var version = 1; version <= versions.Length; version++)
        {
            var pause = versions[version - 1];
            WriteHalf(folder, "a", version);
            await ScanAsync(folder, pause[0] / 2);
            await ScanAsync(folder, pause[0] - (pause[0] / 2));
            WriteHalf(folder, "b", version);
            await ScanAsync(folder, pause[1]);
            await ScanAsync(folder, pause[2] * 3);
            await ScanAsync(folder, pause[3] * 3);
        }

        for (var second = 0; second < 2; second++)
            await ScanAsync(folder, 1000);
        Assert.Equal($"{versions.Length}", await folder.AnswerAsync("a"));
    }

    private static void WriteHalf(WatchedFolder folder, string half, int version) =>
        folder.Write($"{half}.yaml", WatchedFolder.Rule(half, $"{version}"));

    private static async Task ScanAsync(WatchedFolder folder, int afterMilliseconds)
    {
        await folder.ScanAsync(afterMilliseconds);
        Assert.Equal(await folder.AnswerAsync("a"), await folder.AnswerAsync("b"));
    }

    [Fact]
    public async Task Equal_size_and_time_with_other_contents_is_a_change()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "aaa"));
        var written = new DateTime(2031, 5, 6, 7, 8, 9, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(folder.PathOf("hours.yaml"), written);
        await folder.ScanAsync();

        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "bbb"));
        File.SetLastWriteTimeUtc(folder.PathOf("hours.yaml"), written);
        await folder.ChangeLoadedAsync();

        Assert.Equal("bbb", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task Touching_a_file_or_setting_the_clock_back_loads_nothing()
    {
        await using var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        await folder.ScanAsync();

        File.SetLastWriteTimeUtc(folder.PathOf("hours.yaml"), new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(ScanOutcome.Unchanged, await folder.ScanAsync(afterMilliseconds: 1000));
        Assert.Equal(ScanOutcome.Unchanged, await folder.ScanAsync(afterMilliseconds: 1000));
    }

    [Fact]
    public async Task Ten_thousand_rules_are_loaded_and_swapped_as_one()
    {
        await using var folder = new WatchedFolder(maxFileBytes: 8 * 1024 * 1024);
        folder.Write("many.yaml", Many("old"));
        await folder.ScanAsync();
        Assert.Equal(10_000, folder.Status.RuleCount);
        Assert.Equal("old 9999", await folder.AnswerAsync("topic9999"));

        folder.Write("many.yaml", Many("new"));
        await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.Ok, folder.Status.LastResult);
        Assert.Equal("new 9999", await folder.AnswerAsync("topic9999"));
    }

    [Fact]
    public async Task Ten_thousand_files_are_one_book()
    {
        await using var folder = new WatchedFolder();
        for (var number = 0; number < 10_000; number++)
            folder.Write($"{number % 100}/r{number}.yaml", WatchedFolder.Rule($"topic{number}", $"{number}"));
        await folder.ScanAsync();
        Assert.Equal(10_000, folder.Status.RuleCount);

        folder.Write("7/r7.yaml", WatchedFolder.Rule("topic7", "seven"));
        Assert.Equal(ScanOutcome.Settling, await folder.ScanAsync());
        Assert.Equal(ScanOutcome.Attempted, await folder.ScanAsync(afterMilliseconds: 300));

        Assert.Equal(("seven", "9999"), (await folder.AnswerAsync("topic7"), await folder.AnswerAsync("topic9999")));
    }

    private static string Many(string answer) =>
        "rules:\n"
        + string.Concat(
            Enumerable
                .Range(0, 10_000)
                .Select(number => $"  - id: r{number}\n    when: topic{number}\n    reply: {answer} {number}\n")
        );
}
