namespace WebhookReceiver.Tests.Reliability;

/// <summary>Freezes the real executable under load, like a virtual machine during migration.</summary>
public sealed class PauseTests
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Frozen_and_thawed_it_goes_on_as_if_nothing_had_been()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SIGSTOP.");
        using var folder = new TemporaryFolder();
        await using var receiver = new ReceiverProcess(folder.Path);
        folder.Write("rules/rules.yaml", KillRun.Rules);
        using var platform = new Platform(receiver, seed: 11);
        await receiver.StartAsync();
        using var stop = new CancellationTokenSource();
        var sending = platform.SendAsync(connections: 16, stop.Token);
        using var timer = new PeriodicTimer(Frozen);
        for (var i = 0; i < 2; i++)
        {
            await receiver.SignalAsync("STOP");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await receiver.SignalAsync("CONT");
            await receiver.WaitForReadinessAsync("\"ready\"");
        }

        await stop.CancelAsync();
        await sending;
        await Task.WhenAll(platform.Sent.Select(platform.DeliverAsync));
        var unaccounted = await KillRun.UnaccountedAsync(receiver);
        Assert.Equal(0, await receiver.StopAsync());
        var (_, export) = await receiver.RunAsync("journal", "export");
        var balance = Balance.Of(platform.Sent, platform.Different, export, unaccounted);
        Assert.True(balance.IsExact && platform.OtherStatuses.IsEmpty, $"{balance}");
        Assert.All(receiver.Output.Split('\n'), line => Assert.Matches("^$|^[^ ]+Z INF ", line));
    }
}
