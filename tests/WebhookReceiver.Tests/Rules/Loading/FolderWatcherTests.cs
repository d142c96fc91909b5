using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>System events shorten the wait; nothing depends on them.</summary>
public sealed class FolderWatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void A_storm_of_events_is_one_hint()
    {
        using var folder = new TemporaryFolder();
        RaisingWatcher? watcher = null;
        using var hint = new FolderWatcher(
            folder.Path,
            new LoggedLines<FolderWatcher>(),
            path => watcher = new RaisingWatcher(path)
        );
        var change = hint.NextAsync();

        for (var number = 0; number < 1000; number++)
            watcher!.Change($"{number}.yaml");

        Assert.True(change.IsCompleted);
        Assert.False(hint.NextAsync().IsCompleted);
    }

    [Fact]
    public async Task Files_that_are_written_are_a_hint()
    {
        using var folder = new TemporaryFolder();
        using var hint = new FolderWatcher(folder.Path, new LoggedLines<FolderWatcher>());
        var change = hint.NextAsync();

        for (var number = 0; number < 1000; number++)
            folder.Write($"{number}.yaml", "");

        await change.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_error_of_the_watcher_is_a_hint_too_for_something_may_have_been_missed()
    {
        using var folder = new TemporaryFolder();
        RaisingWatcher? watcher = null;
        using var hint = new FolderWatcher(
            folder.Path,
            new LoggedLines<FolderWatcher>(),
            path => watcher = new RaisingWatcher(path)
        );
        var change = hint.NextAsync();

        watcher!.Overflow();

        await change.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Where_the_system_has_no_watches_left_it_is_told_once_and_looking_every_second_goes_on()
    {
        using var folder = new TemporaryFolder();
        var log = new LoggedLines<FolderWatcher>();
        using var hint = new FolderWatcher(
            folder.Path,
            log,
            _ => throw new IOException("The configured user limit (128) on the number of inotify instances is reached.")
        );

        for (var look = 0; look < 3; look++)
            Assert.False(hint.NextAsync().IsCompleted);

        Assert.Equal(
            ["The system reports no changes of the rules folder; the server scans it every second"],
            log.Texts
        );
    }

    [Fact]
    public void A_folder_that_is_not_there_gives_no_hint_and_no_fault()
    {
        var log = new LoggedLines<FolderWatcher>();
        using var hint = new FolderWatcher("/nowhere/rules", log);

        Assert.False(hint.NextAsync().IsCompleted);
        Assert.False(hint.NextAsync().IsCompleted);
        Assert.Empty(log.Texts);
    }

    private sealed class RaisingWatcher(string path) : FileSystemWatcher(path)
    {
        public void Change(string name) => OnChanged(new FileSystemEventArgs(WatcherChangeTypes.Changed, Path, name));

        public void Overflow() => OnError(new ErrorEventArgs(new InternalBufferOverflowException()));
    }
}
