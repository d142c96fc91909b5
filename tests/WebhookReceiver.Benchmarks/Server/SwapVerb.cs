using System.Diagnostics;
using System.Globalization;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>
/// <c>swap [seconds] [messages per second]</c>: 10,000 rules at start, rewritten again and again while messages come in
/// at a fixed rate. Prints the time until they are live, and the p99 of the messages without and with swaps. Needs only
/// this program.
/// </summary>
internal static class SwapVerb
{
    private const int Rules = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string[] arguments)
    {
        var seconds = ServerVerb.NumberAt(arguments, 0, 30);
        var perSecond = ServerVerb.NumberAt(arguments, 1, 200);
        var folder = Directory.CreateTempSubdirectory("receiver-that-swaps").FullName;
        var published = Path.Combine(folder, "app");
        await ServerVerb.PublishAsync(ServerVerb.Root(), published);
        try
        {
            var rules = RuleFiles.Write(Path.Combine(folder, "rules"), Rules);
            var data = Path.Combine(folder, "data");
            using var receiver = await Peer.ReceiverAsync(Path.Combine(published, "WebhookReceiver"), rules, data);
            await MeasureAsync(receiver, new Folders(rules, data), seconds, perSecond);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Peer receiver, Folders folders, int seconds, int perSecond)
    {
        Tell($"start with {Rules} rules: {receiver.Start.TotalSeconds:0.00} s to the first answer (target: ≤ 5 s)");
        // JIT compilation slows the first messages and swaps; it is over before the measurement.
        await WhileSwappingAsync(receiver, folders, seconds, perSecond, edition: 1);
        var calm = await OpenLoop.RunAsync(receiver.Url, perSecond, seconds, Rules);
        var (busy, swaps) = await WhileSwappingAsync(receiver, folders, seconds, perSecond, edition: 1_000);

        double[] sorted = [.. swaps.Order()];
        Tell(
            $"load and swap, {sorted.Length} times: median {sorted[sorted.Length / 2]:0.00} s, longest {sorted[^1]:0.00} s, from the last write on (target: ≤ 5 s)"
        );
        Tell($"without swaps: p50 {calm.P50:0.0} ms, p99 {calm.P99:0.0} ms, {calm.Errors} errors");
        Tell(
            $"with swaps all the time: p50 {busy.P50:0.0} ms, p99 {busy.P99:0.0} ms, {busy.Errors} errors: {busy.P99 / calm.P99:0.00} times (target: ≤ 3)"
        );
    }

    private static async Task<(Load Load, List<double> Swaps)> WhileSwappingAsync(
        Peer receiver,
        Folders folders,
        int seconds,
        int perSecond,
        int edition
    )
    {
        using var ended = new CancellationTokenSource();
        var swapping = SwapUntilAsync(folders, edition, ended.Token);
        var load = await OpenLoop.RunAsync(receiver.Url, perSecond, seconds, Rules);
        await ended.CancelAsync();
        return (load, await swapping);
    }

    /// <summary>The seconds of each finished swap.</summary>
    private static async Task<List<double>> SwapUntilAsync(Folders folders, int edition, CancellationToken ended)
    {
        var swaps = new List<double>();
        for (; !ended.IsCancellationRequested; edition++)
        {
            swaps.Add(await SwapAsync(folders, edition));
        }

        return swaps;
    }

    /// <summary>Rewrites the rules and waits until they are live.</summary>
    private static async Task<double> SwapAsync(Folders folders, int edition)
    {
        var before = File.GetLastWriteTimeUtc(folders.LastGood);
        RuleFiles.Write(folders.Rules, Rules, edition);
        var written = Stopwatch.GetTimestamp();
        while (File.GetLastWriteTimeUtc(folders.LastGood) == before)
        {
            if (Stopwatch.GetElapsedTime(written) > Patience)
            {
                throw new InvalidOperationException("The rules that were written do not go live.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return Stopwatch.GetElapsedTime(written).TotalSeconds;
    }

    private static void Tell(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Folders(string Rules, string Data)
    {
        /// <summary>
        /// Replaced when a rule set goes live. Asking the server for its version would cost a share of the two
        /// processors, but only during swaps.
        /// </summary>
        public string LastGood => Path.Combine(Data, "last-good-rules.zip");
    }
}
