using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>The watch itself, with the real clock and real events.</summary>
public sealed class ReloadServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_watch_loads_before_the_host_has_started_and_finds_changes_by_itself()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var folder = new WatchedFolder(TimeProvider.System);
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "old"));
        using var loop = new ReloadService(folder.Rules, TimeProvider.System, new LoggedLines<ReloadService>());
        await loop.StartAsync(cancel);
        Assert.Equal("old", await folder.AnswerAsync("hours"));

        var attempt = folder.Rules.NextAttemptAsync();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "new"));
        var status = await attempt.WaitAsync(Patience, cancel);
        await loop.StopAsync(cancel);

        Assert.Equal(ReloadResult.Ok, status.LastResult);
        Assert.Equal("new", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task The_watch_finds_a_folder_that_comes_back_after_it_was_gone_at_the_start()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var folder = new WatchedFolder(TimeProvider.System);
        Directory.Delete(folder.Root);
        using var loop = new ReloadService(folder.Rules, TimeProvider.System, new LoggedLines<ReloadService>());
        await loop.StartAsync(cancel);

        var attempt = folder.Rules.NextAttemptAsync();
        Directory.CreateDirectory(folder.Outside("next"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Outside("next"), "hours.yaml"),
            WatchedFolder.Rule("hours", "new"),
            cancel
        );
        Directory.Move(folder.Outside("next"), folder.Root);
        await attempt.WaitAsync(Patience, cancel);
        await loop.StopAsync(cancel);

        Assert.Equal("new", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_fault_of_the_watch_itself_neither_stops_the_host_nor_the_watch()
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = new FaultyClock();
        await using var folder = new WatchedFolder(clock, running: new FakeTimeProvider());
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        var log = new LoggedLines<ReloadService>();
        using var loop = new ReloadService(folder.Rules, clock, log);
        await loop.StartAsync(cancel);

        clock.Faults = 2;
        var attempt = folder.Rules.NextAttemptAsync();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "ten"));
        while (!attempt.IsCompleted && !loop.ExecuteTask!.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.False(loop.ExecuteTask!.IsCompleted);
        await loop.StopAsync(cancel);
        Assert.Equal("ten", await folder.AnswerAsync("hours"));
        Assert.Equal(
            [
                "Scanning the rules folder failed 1 times in a row; the live rules stay, and the next scan follows",
                "Scanning the rules folder failed 2 times in a row; the live rules stay, and the next scan follows",
            ],
            log.Warnings
        );
    }

    /// <summary>Fails a few times when asked for the elapsed time, like a bug in the watch.</summary>
    private sealed class FaultyClock : FakeTimeProvider
    {
        public int Faults { get; set; }

        public override long GetTimestamp() =>
            Faults-- > 0 ? throw new InvalidOperationException("A fault on purpose.") : base.GetTimestamp();
    }
}
