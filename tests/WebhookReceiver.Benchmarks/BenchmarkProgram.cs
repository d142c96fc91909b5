using System.Globalization;
using BenchmarkDotNet.Running;
using WebhookReceiver.Benchmarks.Server;

namespace WebhookReceiver.Benchmarks;

/// <summary>
/// <c>server</c> measures the whole server, <c>swap</c> new rules under load, <c>start</c> the time to the first
/// answer, <c>index ROWS</c> the index behind the conversations,
/// <c>topics MESSAGES</c> the groups of what nobody understood. <c>floor PORT</c> is the baseline, <c>rate</c> sends at a fixed rate; other arguments go to BenchmarkDotNet.
/// </summary>
internal static class BenchmarkProgram
{
    private static async Task Main(string[] args)
    {
        switch (args)
        {
            case ["server", .. var rest]:
                await ServerVerb.RunAsync(rest);
                break;
            case ["swap", .. var rest]:
                await SwapVerb.RunAsync(rest);
                break;
            case ["start", .. var rest]:
                await StartVerb.RunAsync(rest);
                break;
            case ["rate", .. var rest]:
                await OpenLoop.SendAsync(rest);
                break;
            case ["index", .. var rest]:
                await IndexVerb.RunAsync(rest);
                break;
            case ["topics", .. var rest]:
                TopicsVerb.Run(rest);
                break;
            case ["floor", var port]:
                await Floor.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture));
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
                break;
        }
    }
}
