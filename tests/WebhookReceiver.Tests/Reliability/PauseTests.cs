using System.Net;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>Freezes the real executable under load, like a virtual machine during migration.</summary>
public sealed class PauseTests
{
    private const string Hours = "{\"message-out\":\"We are open from nine to five.\",\"delay\":\"0\",\"type\":\"1\"}";

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
        Assert.DoesNotContain("WARN", receiver.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Frozen_for_longer_than_anybody_may_wait_it_silences_nobody_and_blames_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SIGSTOP.");
        using var folder = new TemporaryFolder();
        await using var receiver = new ReceiverProcess(folder.Path);
        folder.Write("rules/rules.yaml", KillRun.Rules);
        await receiver.StartAsync();
        using var platform = new HttpClient();
        // Messages of one contact, of which the first is held up at the disk.
        var bodies = Enumerable
            .Range(1, 4)
            .Select(id => WebhookApp.Payload($"opening hours{new string('?', id)}", id: $"frozen-{id}"))
            .ToArray();
        await PostAsync(platform, receiver, WebhookApp.Payload("warm up", from: "447700900999", id: "first"));
        Task<(HttpStatusCode Status, string Text)>[] waiting;
        await using (
            var external = new Microsoft.Data.Sqlite.SqliteConnection(
                $"Data Source={Path.Combine(receiver.Data, "journal.db")};Pooling=False"
            )
        )
        {
            await external.OpenAsync(TestContext.Current.CancellationToken);
            WebhookReceiver.Storage.Sqlite.Database.Execute(external, "BEGIN IMMEDIATE");
            waiting = [.. bodies.Select(body => PostAsync(platform, receiver, body))];
            while (await KillRun.UnaccountedAsync(receiver) < bodies.Length)
            {
                // The disk is waited for no longer than two seconds.
                Assert.SkipWhen(waiting.Any(answer => answer.IsCompleted), "The machine is too slow for this test.");
            }

            await ReceiverProcess.RunToolAsync(
                "bash",
                "-c",
                $"kill -STOP {receiver.ProcessId}; sleep 11; kill -CONT {receiver.ProcessId}"
            );
        }

        var answers = await Task.WhenAll(waiting);
        Assert.All(
            answers,
            answer =>
                Assert.True(
                    answer.Status == HttpStatusCode.ServiceUnavailable || answer.Text == Hours,
                    $"{answer.Status} {answer.Text}"
                )
        );
        foreach (var body in bodies)
        {
            var again = await PostAsync(platform, receiver, body);
            while (again.Status == HttpStatusCode.ServiceUnavailable)
            {
                again = await PostAsync(platform, receiver, body);
            }

            Assert.Equal(Hours, again.Text);
        }

        Assert.Equal(0, await receiver.StopAsync());
        Assert.DoesNotContain("wrote faster", receiver.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("abandoned", receiver.Output, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(
        HttpClient platform,
        ReceiverProcess receiver,
        string body
    )
    {
        using var content = new StringContent(body);
        using var response = await platform.PostAsync(receiver.Webhook, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.TextAsync());
    }
}
