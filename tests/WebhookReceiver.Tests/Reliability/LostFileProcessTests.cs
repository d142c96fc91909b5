namespace WebhookReceiver.Tests.Reliability;

/// <summary>Files of the data folder that are removed around a kill of the real executable.</summary>
public sealed class LostFileProcessTests : IDisposable
{
    /// <summary>A minute at least.</summary>
    private const int MostLooks = 1_200;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Killed_and_robbed_of_its_log_the_next_start_says_what_is_lost()
    {
        await using var receiver = await StartAsync();
        using var platform = new Platform(receiver, seed: 21);
        await SayAsync(platform, 20);
        await MarkedAsync(receiver);
        await receiver.KillAsync();
        File.Delete(Path.Combine(receiver.Data, "journal.db-wal"));
        await receiver.StartAsync();

        Assert.Contains(
            " answered messages at least are lost",
            await receiver.ReadinessAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains("degraded", await receiver.ReadinessAsync(), StringComparison.Ordinal);
        await receiver.OutputUntilAsync("IS MISSING OR EMPTY");
    }

    [Fact]
    public async Task Robbed_of_its_log_while_running_and_killed_it_has_everything()
    {
        await using var receiver = await StartAsync();
        using var platform = new Platform(receiver, seed: 22);
        await SayAsync(platform, 20);
        File.Delete(Path.Combine(receiver.Data, "journal.db-wal"));
        await SayAsync(platform, 20);
        await receiver.WaitForReadinessAsync("\"ready\"");
        await SayAsync(platform, 5);
        await receiver.KillAsync();
        await receiver.StartAsync();
        await Task.WhenAll(platform.Sent.Select(platform.DeliverAsync));

        Assert.Equal(0, platform.Different);
        Assert.DoesNotContain("MESSAGES ARE LOST", receiver.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_behind_a_link_is_watched_like_one_without()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which file a path leads to is known on Linux only.");
        await using var receiver = new ReceiverProcess(_folder.Path);
        _folder.Write("rules/rules.yaml", KillRun.Rules);
        await receiver.StartAsync();
        using var platform = new Platform(receiver, seed: 23);
        await SayAsync(platform, 20);
        Assert.Equal(0, await receiver.StopAsync());
        var real = _folder.PathOf("elsewhere.db");
        File.Move(Path.Combine(receiver.Data, "journal.db"), real);
        File.CreateSymbolicLink(Path.Combine(receiver.Data, "journal.db"), "../elsewhere.db");

        await receiver.StartAsync();
        await SayAsync(platform, 20);
        await MarkedAsync(receiver, "log 1");
        await receiver.KillAsync();
        await receiver.StartAsync();
        Assert.DoesNotContain("IS MISSING", receiver.Output, StringComparison.Ordinal);
        File.Delete(real + "-wal");
        await SayAsync(platform, 20);
        await receiver.WaitForReadinessAsync("\"ready\"");
        await receiver.KillAsync();
        await receiver.StartAsync();
        await Task.WhenAll(platform.Sent.Select(platform.DeliverAsync));

        Assert.Equal((60, 0), (platform.Sent.Count, platform.Different));
        Assert.DoesNotContain("LOST", receiver.Output, StringComparison.Ordinal);
        Assert.Equal("../elsewhere.db", new FileInfo(Path.Combine(receiver.Data, "journal.db")).LinkTarget);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ReceiverProcess> StartAsync()
    {
        var receiver = new ReceiverProcess(_folder.Path);
        await File.WriteAllTextAsync(
            Path.Combine(receiver.Rules, "all.yaml"),
            "rules:\n  - reply: Hello!\n",
            TestContext.Current.CancellationToken
        );
        await receiver.StartAsync();
        return receiver;
    }

    private static async Task SayAsync(Platform platform, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await platform.SendOneAsync();
        }
    }

    /// <summary>Waits for the mark of the second after the last message.</summary>
    private static async Task MarkedAsync(ReceiverProcess receiver, string mark = "message 1")
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        // Every eighth is an event.
        for (var look = 0; !(await MarkAsync(receiver)).Contains(mark, StringComparison.Ordinal); look++)
        {
            Assert.True(look < MostLooks, $"The mark never had '{mark}'.");
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static Task<string> MarkAsync(ReceiverProcess receiver) =>
        File.ReadAllTextAsync(Path.Combine(receiver.Data, "journal.running"), TestContext.Current.CancellationToken);
}
