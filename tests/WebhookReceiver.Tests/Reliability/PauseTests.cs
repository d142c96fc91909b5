using System.Globalization;
using System.Net;
using System.Net.Sockets;
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

    [Fact]
    public async Task Frozen_for_longer_than_anybody_may_wait_it_silences_nobody_and_blames_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SIGSTOP.");
        // It takes connections and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var host = $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        using var folder = new TemporaryFolder();
        await using var receiver = new ReceiverProcess(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Rules__LookupHosts__0"] = host,
                ["Rules__LookupNetworks__0"] = "127.0.0.1",
                ["Rules__Time"] = "00:00:09",
                ["Receiving__AnswerDeadline"] = "00:00:30",
            }
        );
        folder.Write(
            "rules/rules.yaml",
            $$$"""
            rules:
              - when: order <n>
                lookup: { get: "https://{{{host}}}/{{ n | url_encode }}", timeout: 5s, failed: Later. }
                reply: "{{ lookup.a }}"
              - { when: opening hours, reply: From nine to five. }
            """
        );
        await receiver.StartAsync();
        using var platform = new HttpClient();
        await PostAsync(platform, receiver, WebhookApp.Payload("opening hours", from: "447700900999", id: "warm up"));
        await PendingAsync(receiver);

        // The first message of the contact waits for the other server, the others for their turn.
        var asked = silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        string[] bodies =
        [
            WebhookApp.Payload("order 7", id: "frozen-0"),
            .. Enumerable.Range(1, 3).Select(id => WebhookApp.Payload("opening hours", id: $"frozen-{id}")),
        ];
#pragma warning disable CA2025 // all of them are awaited below
        var first = PostAsync(platform, receiver, bodies[0]);
        using var connection = await asked;
        Task<(HttpStatusCode Status, string Text)>[] waiting =
        [
            first,
            .. bodies[1..].Select(body => PostAsync(platform, receiver, body)),
        ];
#pragma warning restore CA2025
        while (await PendingAsync(receiver) < bodies.Length)
        {
            Assert.SkipWhen(first.IsCompleted, "The machine is too slow for this test.");
        }

        await ReceiverProcess.RunToolAsync(
            "bash",
            "-c",
            $"kill -STOP {receiver.ProcessId}; sleep 11; kill -CONT {receiver.ProcessId}"
        );
        var answers = await Task.WhenAll(waiting);

        Assert.Equal(
            ["Later.", "From nine to five.", "From nine to five.", "From nine to five."],
            answers.Select(answer => answer.Text.Split('"').ElementAtOrDefault(3))
        );
        Assert.Equal(0, await receiver.StopAsync());
        Assert.DoesNotContain("wrote faster", receiver.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("abandoned", receiver.Output, StringComparison.Ordinal);
    }

    /// <summary>The messages that are being decided.</summary>
    private static async Task<int> PendingAsync(ReceiverProcess receiver)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(receiver.Metrics, TestContext.Current.CancellationToken);
        var line = metrics.Split('\n').Single(line => line.StartsWith("wr_pending{", StringComparison.Ordinal));
        return int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
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

    /// <summary>Nothing is answered while it is frozen; that it lasts is the purpose, not a wait for a result.</summary>
    private static async Task FrozenAsync(ReceiverProcess receiver)
    {
        // The order to stop reaches each thread in its own time.
        using var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (
            !(await File.ReadAllTextAsync($"/proc/{receiver.ProcessId}/stat", stopping.Token)).Contains(
                ") T ",
                StringComparison.Ordinal
            )
        )
        {
            await look.WaitForNextTickAsync(stopping.Token);
        }

        using var pause = new PeriodicTimer(Frozen);
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
