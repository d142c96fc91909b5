using System.Net;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>Freezes the real executable under load, like a virtual machine during migration.</summary>
public sealed partial class PauseTests
{
    /// <summary>Longer than an answer may take here, so that every limit of the frozen messages is over.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(1.5);
    private const string Deadline = "00:00:01";

    [Fact]
    public async Task Frozen_and_thawed_it_goes_on_as_if_nothing_had_been()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SIGSTOP.");
        using var folder = new TemporaryFolder();
        await using var receiver = new ReceiverProcess(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Receiving__AnswerDeadline"] = Deadline,
                // Only the first lines are kept: those of answers would hide the faults.
                ["Logging__LogLevel__Default"] = "Warning",
            }
        );
        folder.Write("rules/rules.yaml", KillRun.Rules);
        using var platform = new Platform(receiver, seed: 11);
        await receiver.StartAsync();
        using var stop = new CancellationTokenSource();
        var sending = platform.SendAsync(connections: 16, stop.Token);
        for (var i = 0; i < 2; i++)
        {
            await AnswersAfterAsync(platform, platform.Deliveries);
            await receiver.SignalAsync("STOP");
            await FrozenAsync(receiver);
            var before = platform.Deliveries;
            await receiver.SignalAsync("CONT");
            await receiver.WaitForReadinessAsync("\"ready\"");
            await AnswersAfterAsync(platform, before + 100);
        }

        await stop.CancelAsync();
        await sending;
        await Task.WhenAll(platform.Sent.Select(platform.DeliverAsync));
        var unaccounted = await KillRun.UnaccountedAsync(receiver);
        Assert.Equal(0, await receiver.StopAsync());
        var (_, export) = await receiver.RunAsync("journal", "export");
        var balance = Balance.Of(platform.Sent, platform.Different, export, unaccounted);
        Assert.True(balance.IsExact, $"{balance}");
        Assert.Equal(0, platform.Broken);
        // Who waited beyond the deadline is told to come again.
        Assert.All(platform.OtherStatuses.Keys, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.Contains("INF Application started", receiver.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(Fault(), receiver.Output);
    }

    /// <summary>Nothing is answered while it is frozen; that it lasts is the purpose, not a wait for a result.</summary>
    private static async Task FrozenAsync(ReceiverProcess receiver)
    {
        using var pause = new PeriodicTimer(Frozen);
        var state = await File.ReadAllTextAsync(
            $"/proc/{receiver.ProcessId}/stat",
            TestContext.Current.CancellationToken
        );
        Assert.Contains(") T ", state, StringComparison.Ordinal);
        await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AnswersAfterAsync(Platform platform, int deliveries)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (platform.Deliveries <= deliveries)
        {
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("Z (ERR|FTL) ", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Fault();
}
