using System.Diagnostics;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Tests.Sending;

namespace WebhookReceiver.Tests.Reliability.Replicas;

/// <summary>
/// Three real servers on one database under load. At random instants one of them is killed, frozen or restarted, or the database crashes or freezes;
/// the platform delivers to any of them. At the end everything is compared.
/// </summary>
/// <param name="folder">Of all files of the servers.</param>
/// <param name="seed">Of the messages, the faults and the instants.</param>
/// <param name="faults">How many.</param>
/// <param name="connections">How many messages at once.</param>
internal sealed class ReplicaRun(string folder, int seed, int faults, int connections = 12)
{
    private const int Replicas = 3;
    private const int LeastMilliseconds = 20;
    private const int MostMilliseconds = 900;

    private readonly Random _random = new(seed);

    public async Task<ReplicaRunResult> RunAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var database = new DatabaseProcess();
        await using var pushes = new PushEnd();
        var receivers = Enumerable.Range(0, Replicas).Select(number => Make(number, database, pushes)).ToArray();
        using var platform = new Platform(() => SomeAsync(receivers), seed, hasState: true);
        using var stop = new CancellationTokenSource();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        try
        {
            await Task.WhenAll(receivers.Select(receiver => receiver.StartAsync()));
            var sending = platform.SendAsync(connections, stop.Token);
            for (var i = 0; i < faults; i++)
            {
                await LiveAsync(_random.Next(LeastMilliseconds, MostMilliseconds));
                var fault = await FaultAsync(receivers, database);
                counts[fault] = counts.GetValueOrDefault(fault) + 1;
            }

            await stop.CancelAsync();
            await sending;
            await Parallel.ForEachAsync(
                platform.Sent,
                new ParallelOptions { MaxDegreeOfParallelism = 12 },
                async (message, _) => await platform.DeliverAsync(message)
            );
            var unaccounted = 0;
            foreach (var receiver in receivers)
            {
                unaccounted += await KillRun.UnaccountedAsync(receiver);
            }

            using var rows = new StoredRows(database.ConnectionString);
            await rows.SentAllAsync();
            var pushed = (await pushes.RequestsAsync()).SelectMany(numbers => numbers).CountBy(number => number);
            return new ReplicaRunResult(
                Balance.Of(platform.Sent, platform.Different, await rows.ExportAsync(), unaccounted),
                StateBalance.Of(platform.Sent, pushed.ToDictionary(), await rows.UnknownAsync()),
                await rows.UnsettledAsync(),
                faults,
                string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")),
                platform.Deliveries,
                platform.Broken,
                platform.OtherStatuses.Values.Sum(),
                Stopwatch.GetElapsedTime(started)
            );
        }
        finally
        {
            foreach (var receiver in receivers)
            {
                await receiver.DisposeAsync();
            }
        }
    }

    private ReceiverProcess Make(int number, DatabaseProcess database, PushEnd pushes)
    {
        var settings = pushes.Settings(gather: 100);
        settings["Journal__ConnectionString"] = database.ConnectionString;
        settings["Sending__RequestTimeout"] = "00:00:02";
        var receiver = new ReceiverProcess(Path.Combine(folder, $"replica-{number}"), settings);
        File.WriteAllText(Path.Combine(receiver.Rules, "rules.yaml"), KillRun.AllRules);
        FailingPlugin.Install(receiver.Rules);
        return receiver;
    }

    /// <summary>Any server that is not known to be down, as a load balancer does.</summary>
    private static async Task<Uri> SomeAsync(ReceiverProcess[] receivers)
    {
        while (true)
        {
            var up = receivers.Where(receiver => receiver.Up.IsCompleted).ToArray();
            if (up.Length > 0)
            {
                return up[Random.Shared.Next(up.Length)].Webhook;
            }

            await Task.WhenAny(receivers.Select(receiver => receiver.Up));
        }
    }

    private async Task<string> FaultAsync(ReceiverProcess[] receivers, DatabaseProcess database)
    {
        var receiver = receivers[_random.Next(receivers.Length)];
        switch (_random.Next(20))
        {
            case < 8:
                await receiver.KillAsync();
                await receiver.StartAsync();
                return "kill -9";
            case < 11:
                await receiver.StopAsync();
                await receiver.StartAsync();
                return "stopped and started";
            case < 15:
                await receiver.SignalAsync("STOP");
                await LiveAsync(_random.Next(50, 3_000));
                await receiver.SignalAsync("CONT");
                return "frozen";
            case < 16:
                // Past the lease of the sender, and past that of another program's code.
                await receiver.SignalAsync("STOP");
                await LiveAsync(18_000);
                await receiver.SignalAsync("CONT");
                return "frozen past every lease";
            case < 18:
                database.Crash();
                database.Start();
                return "database crashed";
            default:
                await database.SignalAsync("STOP");
                await LiveAsync(_random.Next(50, 2_000));
                await database.SignalAsync("CONT");
                return "database frozen";
        }
    }

    /// <summary>The random instant of a fault is the purpose of this rig, not a wait for a result.</summary>
    private static async Task LiveAsync(int milliseconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        await timer.WaitForNextTickAsync();
    }
}

/// <summary>The result of a run.</summary>
internal sealed record ReplicaRunResult(
    Balance Balance,
    StateBalance State,
    long Unsettled,
    int Faults,
    string Kinds,
    int Deliveries,
    int Broken,
    int Refused,
    TimeSpan Duration
);
