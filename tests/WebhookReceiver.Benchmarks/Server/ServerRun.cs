using System.Globalization;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>
/// Measures the published server under load against the floor in the same run; writes the figures into
/// docs/performance.md. Takes about a quarter of an hour. Needs wrk.
/// </summary>
internal sealed class ServerRun(string executable, string folder, int seconds, int rounds, long million)
{
    private const int ManyRules = 10_000;

    private readonly Report _report = new();

    public async Task<Report> RunAsync()
    {
        using var floor = await Peer.FloorAsync();
        await CompareWithFloorAsync(floor);
        await CompareManyWithFewAsync();
        await GrowAsync(floor);
        await StartAsync();
        await KeepPaceAsync();
        await FillAsync();
        return _report;
    }

    private async Task CompareWithFloorAsync(Peer floor)
    {
        using (var kept = await ReceiverAsync(ManyRules, "kept"))
        {
            var at32 = await RatioAsync(kept, floor, ManyRules, ClosedLoop.Connections);
            _report.Row("journal on, FULL, 10,000 rules, 32 connections", "-", at32.ToString());
            var at128 = await RatioAsync(kept, floor, ManyRules, 128);
            _report.Row("the same at 128 connections", "-", at128.ToString());
        }

        using var forgetful = await ReceiverAsync(ManyRules, data: null);
        var without = await RatioAsync(forgetful, floor, ManyRules, ClosedLoop.Connections);
        _report.Row("journal off, 10,000 rules, 32 connections", "ratio ≥ 0.40", without.ToString());
    }

    private async Task CompareManyWithFewAsync()
    {
        using var many = await ReceiverAsync(ManyRules, "many");
        using var few = await ReceiverAsync(10, "few");
        await WarmAsync(many, ManyRules);
        await WarmAsync(few, 10);
        var (ofMany, ofFew) = (new List<Load>(), new List<Load>());
        for (var i = 0; i < rounds; i++)
        {
            ofMany.Add(await ClosedLoop.RunAsync(many.Url, ManyRules, seconds));
            ofFew.Add(await ClosedLoop.RunAsync(few.Url, 10, seconds));
        }

        var speed = Median(ofMany.Zip(ofFew, (one, other) => one.PerSecond / other.PerSecond));
        var p99 = Median(ofMany.Zip(ofFew, (one, other) => one.P99 / other.P99));
        _report.Row(
            "10,000 rules against 10, journal on",
            "throughput ≥ 0.90, p99 ≤ 1.2",
            Text($"throughput {speed:0.00}, p99 {p99:0.00}")
        );
    }

    private async Task GrowAsync(Peer floor)
    {
        foreach (var rules in (int[])[10, 100, 1_000, ManyRules])
        {
            using var receiver = await ReceiverAsync(rules, $"rules{rules}");
            _report.Growth(
                "rules",
                rules,
                (await RatioAsync(receiver, floor, rules, ClosedLoop.Connections)).ToString()
            );
        }

        using var server = await ReceiverAsync(ManyRules, "growth");
        await WarmAsync(server, ManyRules);
        foreach (var connections in (int[])[1, 8, 32, 128])
        {
            _report.Growth(
                "connections",
                connections,
                Text(await ClosedLoop.RunAsync(server.Url, ManyRules, seconds, connections))
            );
        }

        foreach (var padding in (int[])[0, 500, 2_000])
        {
            var load = await ClosedLoop.RunAsync(server.Url, ManyRules, seconds, padding: padding);
            _report.Growth("characters more", padding, Text(load));
        }
    }

    private async Task StartAsync()
    {
        var starts = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            using var receiver = await ReceiverAsync(1_000, $"start{i}");
            starts.Add(receiver.Start.TotalSeconds);
        }

        _report.Row(
            "process start to first answer, 1,000 rules",
            "≤ 0.6 s",
            Text($"{Median(starts):0.00} s (longest {starts.Max():0.00})")
        );
    }

    private async Task KeepPaceAsync()
    {
        using var receiver = await ReceiverAsync(ManyRules, "pace");
        await WarmAsync(receiver, ManyRules);
        var at500 = await OpenLoop.RunAsync(receiver.Url, 500, seconds * 4, ManyRules);
        _report.Row("p99 at 500 messages/s, open loop, journal on", "≤ 25 ms", Text(at500));
        var at1000 = await OpenLoop.RunAsync(receiver.Url, 1_000, seconds * 4, ManyRules);
        _report.Row("p99 at 1,000 messages/s, open loop, journal on", "≤ 10 ms", Text(at1000));
    }

    /// <summary>A million messages: does memory stay constant, and does it get slower?</summary>
    private async Task FillAsync()
    {
        using var receiver = await ReceiverAsync(ManyRules, "million");
        var (sent, next) = (0.0, 0L);
        while (sent < million)
        {
            var load = await ClosedLoop.RunAsync(receiver.Url, ManyRules, seconds);
            sent += load.PerSecond * seconds;
            if (sent >= next)
            {
                _report.Growth(
                    "messages in the journal",
                    (long)sent,
                    Text($"{load.PerSecond:0}/s, p99 {load.P99:0.0} ms, {receiver.Megabytes} MB")
                );
                next += million / 4;
            }
        }

        _report.Row(
            Text($"memory after {sent:#,0} messages, 10,000 rules"),
            "≤ 210 MB",
            Text($"{receiver.Megabytes} MB")
        );
    }

    private async Task<Ratio> RatioAsync(Peer receiver, Peer floor, int rules, int connections)
    {
        await WarmAsync(receiver, rules);
        await ClosedLoop.RunAsync(floor.Url, rules, seconds * 2);
        var all = new List<Ratio>();
        for (var i = 0; i < rounds; i++)
        {
            var before = receiver.Processor;
            var ours = await ClosedLoop.RunAsync(receiver.Url, rules, seconds, connections);
            var processor = (receiver.Processor - before).TotalMicroseconds / (ours.PerSecond * seconds);
            var bare = await ClosedLoop.RunAsync(floor.Url, rules, seconds, connections);
            all.Add(new Ratio(ours, bare, processor));
        }

        return all.OrderBy(ratio => ratio.Value).ElementAt(rounds / 2);
    }

    private Task<Load> WarmAsync(Peer peer, int rules) => ClosedLoop.RunAsync(peer.Url, rules, seconds * 4);

    private Task<Peer> ReceiverAsync(int rules, string? data)
    {
        var rulesFolder = Path.Combine(folder, Text($"rules-of-{rules}"));
        if (!Directory.Exists(rulesFolder))
        {
            RuleFiles.Write(rulesFolder, rules);
        }

        return Peer.ReceiverAsync(executable, rulesFolder, data is null ? null : Path.Combine(folder, "data", data));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Text(Load load) =>
        Text(
            $"{load.PerSecond:0}/s, p50 {load.P50:0.0} ms, p99 {load.P99:0.0} ms{(load.Errors > 0 ? Text($", {load.Errors} ERRORS") : "")}"
        );

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A round of the receiver, directly followed by one of the floor.</summary>
    private readonly record struct Ratio(Load Ours, Load Floor, double ProcessorMicroseconds)
    {
        public double Value => Ours.PerSecond / Floor.PerSecond;

        public override string ToString() =>
            Text(
                $"ratio {Value:0.00} ({ServerRun.Text(Ours)}; floor {Floor.PerSecond:0}/s; {ProcessorMicroseconds:0} µs of processor a message)"
            );
    }
}
