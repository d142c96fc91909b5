using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>
/// Sends messages at a fixed rate, independent of the server; the latency of a late answer counts from its message's
/// due time.
/// </summary>
/// <remarks>
/// The sender is a separate process with raised priority if the system allows it (<c>nice -n -10</c>, as root): its own
/// waits for the processor would count as the server's.
/// </remarks>
internal static class OpenLoop
{
    private const int WarmUpSeconds = 3;

    private static readonly HttpClient Client = new();

    public static async Task<Load> RunAsync(Uri url, int perSecond, int seconds, int rules)
    {
        var start = new ProcessStartInfo(
            "nice",
            [
                "-n",
                "-10",
                Environment.ProcessPath!,
                "rate",
                url.OriginalString,
                Text(perSecond),
                Text(seconds),
                Text(rules),
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            // Its idle threads sleep, as the receiver's do: spinning threads would slow the measured server.
            Environment = { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" },
        };
        using var sender = Process.Start(start)!;
        var said = await sender.StandardOutput.ReadToEndAsync();
        await sender.WaitForExitAsync();
        double[] numbers = [.. said.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new Load(numbers[0], numbers[1], numbers[2], (long)numbers[3]);
    }

    /// <summary>
    /// <c>rate URL PER-SECOND SECONDS RULES</c>: the sender. Prints messages per second, p50, p99, errors.
    /// </summary>
    public static async Task SendAsync(string[] arguments)
    {
        var url = new Uri(arguments[0]);
        int[] numbers = [.. arguments.Skip(1).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        var (perSecond, seconds, rules) = (numbers[0], numbers[1], numbers[2]);
        await SendAsync(url, perSecond, perSecond * WarmUpSeconds, rules);
        var begin = Stopwatch.GetTimestamp();
        var milliseconds = await SendAsync(url, perSecond, perSecond * seconds, rules);
        var elapsed = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        double[] sorted = [.. milliseconds.Where(time => !double.IsNaN(time)).Order()];
        Console.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted.Length / elapsed} {sorted[sorted.Length / 2]} {sorted[sorted.Length * 99 / 100]} {milliseconds.Length - sorted.Length}"
            )
        );
    }

    private static async Task<double[]> SendAsync(Uri url, int perSecond, int count, int rules)
    {
        var answers = new Task<double>[count];
        await Task.Factory.StartNew(
            () => SendAll(url, perSecond, rules, answers),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return await Task.WhenAll(answers);
    }

    /// <summary>
    /// On a separate thread: its sleep ends within 0.1 ms, where a timer of .NET is up to 5 ms late, which would count
    /// as latency.
    /// </summary>
    private static void SendAll(Uri url, int perSecond, int rules, Task<double>[] answers)
    {
        var run = Guid.NewGuid().ToString("N");
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < answers.Length; i++)
        {
            var due = begin + (long)i * Stopwatch.Frequency / perSecond;
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early)
            {
                Thread.Sleep(Math.Max(1, (int)early.TotalMilliseconds));
            }

            answers[i] = SendAsync(url, Body(run, i, rules), due);
        }
    }

    private static async Task<double> SendAsync(Uri url, byte[] body, long due)
    {
        using var content = new ByteArrayContent(body);
        using var response = await Client.PostAsync(url, content);
        await response.Content.ReadAsByteArrayAsync();
        return response.StatusCode == HttpStatusCode.OK ? Stopwatch.GetElapsedTime(due).TotalMilliseconds : double.NaN;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Body(string run, int i, int rules) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"number":"4477009{{i * 7919L % 100_000:00000}}","message-in":"Hello%2C+tell+me+about+topic{{i % rules}}+today","type":1,"application":"8","unique-id":"{{run}}-{{i}}","project-id":"10777","direction":0,"name":"Ann"}"""
            )
        );
}
