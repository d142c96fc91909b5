using System.Diagnostics;
using System.Globalization;
using WebhookReceiver.Tests.Sending;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The ledger rig: load, kill -9 at random instants, restart, and the final balance.</summary>
/// <param name="folder">Of all its files.</param>
/// <param name="seed">Of the messages and the instants.</param>
/// <param name="kills">How often.</param>
/// <param name="connections">How many messages at once.</param>
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

    public const string AllRules = Rules + StatefulMessages.Rules;
    private const int MostOutbox = 1_000_000;

    /// <summary>Shortest life of a process before a kill, after the first start.</summary>
    private const int LeastMilliseconds = 20;
    private const int MostMilliseconds = 700;

    private static readonly TimeSpan BetweenEdits = TimeSpan.FromMilliseconds(400);

    public async Task<KillRunResult> RunAsync()
    {
        await using var pushes = new PushEnd();
        await using var receiver = new ReceiverProcess(folder, pushes.Settings(gather: 100));
        await File.WriteAllTextAsync(Path.Combine(receiver.Rules, "rules.yaml"), AllRules);
        FailingPlugin.Install(receiver.Rules);
        var started = Stopwatch.GetTimestamp();
        var random = new Random(seed);
        using var platform = new Platform(receiver, seed, hasState: true);
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
        await SentAllAsync(receiver);
        var exit = await receiver.StopAsync();
        var (code, export) = await receiver.RunAsync("journal", "export");
        Assert.True(code == 0, export);
        Assert.Equal(0, exit);
        var unknown = await PushEnd.NumbersAsync(receiver, "unknown", MostOutbox);
        var pushed = (await pushes.RequestsAsync()).SelectMany(numbers => numbers).CountBy(number => number);
        starts.Sort();
        return new KillRunResult(
            Balance.Of(platform.Sent, platform.Different, export, unaccounted),
            StateBalance.Of(platform.Sent, pushed.ToDictionary(), unknown),
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

    /// <summary>Waits until nothing is left to be sent.</summary>
    private static async Task SentAllAsync(ReceiverProcess receiver)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        foreach (var state in (string[])["pending", "throttled", "sending"])
        {
            while ((await PushEnd.NumbersAsync(receiver, state, 1)).Count > 0)
            {
                await pause.WaitForNextTickAsync();
            }
        }
    }

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
            await File.WriteAllTextAsync(path, $"# edit {edit}\n{AllRules}", CancellationToken.None);
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
    StateBalance State,
    int Kills,
    int Seed,
    int Deliveries,
    int Broken,
    int Refused,
    TimeSpan Duration,
    TimeSpan MedianStart,
    TimeSpan LongestStart
);
