using System.Diagnostics;

namespace WebhookReceiver.BrowserTests;

/// <summary>The simulated platform in a separate process, on a free port.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    public const string Token = "token-of-the-browser-test";

    private const string Notice = "The page is at ";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private SimulatorProcess(string[] arguments)
    {
        _process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "PickyAssist.Simulator.dll"), .. arguments]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <param name="receiver">Target of its webhook and events.</param>
    /// <param name="key">The receiver's key.</param>
    /// <returns>The simulator and the address of its page.</returns>
    public static async Task<(SimulatorProcess Process, Uri Page)> StartAsync(Uri receiver, string key)
    {
        var simulator = new SimulatorProcess([
            .. (string[])["--port", "0", "--token", Token],
            .. (string[])["--webhook", $"{receiver}webhook?key={key}", "--events", $"{receiver}events?key={key}"],
        ]);
        return (simulator, await simulator.PageAsync());
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task<Uri> PageAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Notice, StringComparison.Ordinal))
            {
                return new Uri(line[Notice.Length..].Split(' ')[0]);
            }
        }

        throw new InvalidOperationException($"The simulator ended: {await _errors}");
    }
}
