using System.Diagnostics;
using System.Globalization;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The ledger rig: load, kill -9 at random instants, restart, and the final balance.</summary>
internal sealed class KillRun(string folder, int seed, int kills, int connections = 16)
{
    public const string Rules = """
        rules:
          - id: time
            when: what time is it
            reply: "It is {{ now | date: '%H:%M:%S.%N' }}."
          - id: hours
            when: opening hours
            reply: We are open from nine to five.
        """;

    /// <summary>Shortest life of a process before a kill, after the first start.</summary>
    private const int LeastMilliseconds = 20;
    private const int MostMilliseconds = 700;

    private static readonly TimeSpan BetweenEdits = TimeSpan.FromMilliseconds(400);

    public async Task<KillRunResult> RunAsync()
    {
        await using var receiver = new ReceiverProcess(folder);
        await File.WriteAllTextAsync(Path.Combine(receiver.Rules, "rules.yaml"), Rules);
        var started = Stopwatch.GetTimestamp();
        var random = new Random(seed);
        using var platform = new Platform(receiver, seed);
        using var stop = new CancellationTokenSource();
        await receiver.StartAsync();
        var sending = platform.SendAsync(connections, stop.Token);
        var editing = EditAsync(Path.Combine(receiver.Rules, "rules.yaml"), stop.Token);
        var starts = new List<TimeSpan>(kills);
        for (var i = 0; i < kills; i++)
        {
            await LiveAsync(TimeSpan.FromMilliseconds(random.Next(LeastMilliseconds, MostMilliseconds)));
            await receiver.KillAsync();
            await receiver.StartAsync();
            starts.Add(receiver.LastStart);
        }
        await stop.CancelAsync();
        await sending;
        await editing;
        await RedeliverAllAsync(platform);
        var unaccounted = await UnaccountedAsync(receiver);
        var exit = await receiver.StopAsync();
        var (code, export) = await receiver.RunAsync("journal", "export");
        Assert.True(code == 0, export);
        Assert.Equal(0, exit);
        starts.Sort();
        return new KillRunResult(
            Balance.Of(platform.Sent, platform.Different, export, unaccounted),
            kills,
            seed,
            platform.Deliveries,
            platform.Broken,
            platform.OtherStatuses.Values.Sum(),
            Stopwatch.GetElapsedTime(started),
            starts.Count == 0 ? default : starts[starts.Count / 2],
            starts.Count == 0 ? default : starts[^1]
        );
    }

    /// <summary>Redelivers every message: each must get its first bytes again.</summary>
    private static async Task RedeliverAllAsync(Platform platform) =>
        await Parallel.ForEachAsync(
            platform.Sent,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (message, _) => await platform.DeliverAsync(message)
        );

    public static async Task<int> UnaccountedAsync(ReceiverProcess receiver)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(receiver.Metrics);
        var gauge = metrics.Split('\n').Single(line => line.StartsWith("wr_unaccounted", StringComparison.Ordinal));
        var value = gauge[gauge.IndexOf(' ', StringComparison.Ordinal)..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return (int)double.Parse(value, CultureInfo.InvariantCulture);
    }

    /// <summary>Edits the rules all the time without a change of answers: kills hit reloads, too.</summary>
    private static async Task EditAsync(string path, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenEdits);
        for (var edit = 0; !stop.IsCancellationRequested; edit++)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            await File.WriteAllTextAsync(path, $"# edit {edit}\n{Rules}", CancellationToken.None);
        }
    }

    /// <summary>
    /// Lets the process run: the random instant of the kill is the purpose of this rig, not a wait for a result.
    /// </summary>
    private static async Task LiveAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }
}

/// <summary>The result of a run.</summary>
internal sealed record KillRunResult(
    Balance Balance,
    int Kills,
    int Seed,
    int Deliveries,
    int Broken,
    int Refused,
    TimeSpan Duration,
    TimeSpan MedianStart,
    TimeSpan LongestStart
);
