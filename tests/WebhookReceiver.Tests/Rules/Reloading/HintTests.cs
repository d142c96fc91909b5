using WebhookReceiver.Rules;

namespace WebhookReceiver.Tests.Rules.Reloading;

/// <summary>Events of the system shorten the wait; nothing depends on them.</summary>
public sealed class HintTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_storm_of_events_is_one_hint()
    {
        using var folder = new TemporaryFolder();
        using var hint = new RuleFolderHint(folder.Path, new LoggedLines<RuleFolderHint>());
        var change = hint.NextAsync();

        for (var number = 0; number < 1000; number++)
            folder.Write($"{number}.yaml", "");

        await change.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_folder_that_is_not_there_gives_no_hint_and_no_fault()
    {
        var log = new LoggedLines<RuleFolderHint>();
        using var hint = new RuleFolderHint("/nowhere/rules", log);

        Assert.False(hint.NextAsync().IsCompleted);
        Assert.False(hint.NextAsync().IsCompleted);
        Assert.Empty(log.Texts);
    }
}
