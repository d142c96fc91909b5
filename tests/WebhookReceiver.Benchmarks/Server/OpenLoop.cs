using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>Messages at a fixed rate, whatever the server does; a late answer is counted from when its message was due.</summary>
internal static class OpenLoop
{
    /// <summary>For the life of this program, and with as many connections as it takes.</summary>
    private static readonly HttpClient Client = new();

    public static async Task<Load> RunAsync(Uri url, int perSecond, int seconds, int rules)
    {
        var count = perSecond * seconds;
        var answers = new Task<double>[count];
        var run = Guid.NewGuid().ToString("N");
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = begin + (long)i * Stopwatch.Frequency / perSecond;
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }

            answers[i] = SendAsync(url, Body(run, i, rules), due);
        }

        var milliseconds = await Task.WhenAll(answers);
        var errors = milliseconds.Count(double.IsNaN);
        double[] sorted = [.. milliseconds.Where(time => !double.IsNaN(time)).Order()];
        var elapsed = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Load(sorted.Length / elapsed, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100], errors);
    }

    private static async Task<double> SendAsync(Uri url, byte[] body, long due)
    {
        using var content = new ByteArrayContent(body);
        using var response = await Client.PostAsync(url, content);
        await response.Content.ReadAsByteArrayAsync();
        return response.StatusCode == HttpStatusCode.OK ? Stopwatch.GetElapsedTime(due).TotalMilliseconds : double.NaN;
    }

    private static byte[] Body(string run, int i, int rules) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"number":"4477009{{i * 7919L % 100_000:00000}}","message-in":"Hello%2C+tell+me+about+topic{{i % rules}}+today","type":1,"application":"8","unique-id":"{{run}}-{{i}}","project-id":"10777","direction":0,"name":"Ann"}"""
            )
        );
}
