using System.Diagnostics;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>Stops the real executable while hundreds of messages are in flight.</summary>
public sealed class ShutdownTests : IDisposable
{
    private const int InFlight = 300;
    private const int Killed = 128;
    private const int SigTerm = 15;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Told_to_stop_with_hundreds_in_flight_it_answers_all_and_the_next_start_has_them()
    {
        await using var receiver = await StartAsync(keepAccepting: "00:00:02");
        var deliveries = await BeginAsync(receiver, InFlight);
        await receiver.SignalAsync("TERM");
        await receiver.WaitForReadinessAsync("stopping");
        var late = await BeginAsync(receiver, 1, first: InFlight);
        var told = Stopwatch.GetTimestamp();
        var statuses = await Task.WhenAll(deliveries.Concat(late).Select(delivery => delivery.EndAsync()));

        Assert.All(statuses, status => Assert.Equal("HTTP/1.1 200 OK", status));
        Assert.Equal(0, await receiver.EndAsync());
        var stopped = Stopwatch.GetElapsedTime(told);
        await receiver.StartAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"{InFlight} in flight: ended {stopped.TotalMilliseconds:F0} ms after the order, ready {receiver.LastStart.TotalMilliseconds:F0} ms after the next start"
        );
        await BalanceAsync(receiver, [.. deliveries.Concat(late).Select(delivery => delivery.Message)]);
    }

    [Fact]
    public async Task Told_a_second_time_it_ends_at_once_and_what_was_answered_is_there()
    {
        await using var receiver = await StartAsync(keepAccepting: "00:00:15");
        var answered = await BeginAsync(receiver, 50);
        await Task.WhenAll(answered.Select(delivery => delivery.EndAsync()));
        var open = await BeginAsync(receiver, 50, first: 50);
        await receiver.SignalAsync("TERM");
        await receiver.WaitForReadinessAsync("stopping");
        await receiver.SignalAsync("TERM");

        Assert.Equal(Killed + SigTerm, await receiver.EndAsync());
        Assert.All(
            await Task.WhenAll(open.Select(delivery => delivery.EndAsync())),
            status => Assert.Equal("", status)
        );
        await receiver.StartAsync();
        await BalanceAsync(receiver, [.. answered.Concat(open).Select(delivery => delivery.Message)]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Redelivers every message, which must get its first bytes again; then checks the balance.</summary>
    private static async Task BalanceAsync(ReceiverProcess receiver, IReadOnlyCollection<SentMessage> sent)
    {
        using var platform = new Platform(receiver, seed: 0);
        await Task.WhenAll(sent.Select(platform.DeliverAsync));
        Assert.Equal(0, platform.Different);
        Assert.Equal(0, await receiver.StopAsync());
        var (code, export) = await receiver.RunAsync("journal", "export");
        Assert.True(code == 0, export);
        var balance = Balance.Of(sent, platform.Different, export, unaccounted: 0);
        Assert.True(balance.IsExact, $"{balance}");
    }

    private static async Task<HalfSent[]> BeginAsync(ReceiverProcess receiver, int count, int first = 0)
    {
        var random = new Random(first);
        var deliveries = Enumerable
            .Range(first, count)
            .Select(number => new HalfSent(SentMessage.Make(seed: 7, number, random)))
            .ToArray();
        await Task.WhenAll(deliveries.Select(delivery => delivery.BeginAsync(receiver.Webhook)));
        return deliveries;
    }

    private async Task<ReceiverProcess> StartAsync(string keepAccepting)
    {
        var receiver = new ReceiverProcess(
            _folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Receiving__KeepAccepting"] = keepAccepting }
        );
        _folder.Write("rules/rules.yaml", KillRun.Rules);
        await receiver.StartAsync();
        return receiver;
    }
}
