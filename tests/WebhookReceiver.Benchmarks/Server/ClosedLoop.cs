using System.Diagnostics;
using System.Globalization;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>The result of one load run.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Errors">Failed answers.</param>
internal readonly record struct Load(double PerSecond, double P50, double P99, long Errors);

/// <summary>
/// Sends as many messages as the server answers, over a number of connections; with wrk, which costs less than any
/// client of ours.
/// </summary>
internal static class ClosedLoop
{
    public const int Connections = 32;

    private const string HitPercent = "80";

    private static int _runs;

    /// <exception cref="InvalidOperationException">wrk is not installed, or answered nothing.</exception>
    public static async Task<Load> RunAsync(
        Uri url,
        int rules,
        int seconds,
        int connections = Connections,
        int padding = 0
    )
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Server", "payload.lua");
        var run = string.Create(CultureInfo.InvariantCulture, $"r{Environment.ProcessId}x{_runs++}-");
        string[] arguments =
        [
            "-t1",
            $"-c{connections}",
            $"-d{seconds}",
            "-s",
            script,
            url.ToString(),
            "--",
            rules.ToString(CultureInfo.InvariantCulture),
            HitPercent,
            run,
            padding.ToString(CultureInfo.InvariantCulture),
        ];
        using var wrk = Process.Start(
            new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var result =
            output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk said: {output}");
        var numbers = result
            .Split(' ')
            .Skip(1)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
            .ToArray();
        return new Load(numbers[0] / numbers[1], numbers[2] / 1000, numbers[3] / 1000, (long)numbers[4]);
    }
}
