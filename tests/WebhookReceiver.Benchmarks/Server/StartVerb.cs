using System.Globalization;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>
/// <c>start [times]</c>: time of a new process with 1,000 rules and an empty journal to its first answer, on an idle
/// machine.
/// </summary>
internal static class StartVerb
{
    private const int Rules = 1_000;

    public static async Task RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("receiver-that-starts").FullName;
        var published = Path.Combine(folder, "app");
        await ServerVerb.PublishAsync(ServerVerb.Root(), published);
        try
        {
            var rules = RuleFiles.Write(Path.Combine(folder, "rules"), Rules);
            var starts = new List<double>();
            for (var i = 0; i < ServerVerb.NumberAt(arguments, 0, 11); i++)
            {
                using var receiver = await Peer.ReceiverAsync(
                    Path.Combine(published, "WebhookReceiver"),
                    rules,
                    Path.Combine(folder, $"data{i}")
                );
                starts.Add(receiver.Start.TotalSeconds);
            }

            double[] sorted = [.. starts.Order()];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"start with {Rules} rules, {sorted.Length} times: median {sorted[sorted.Length / 2]:0.00} s, {sorted[0]:0.00} to {sorted[^1]:0.00} s (target: ≤ 0.6 s)"
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
