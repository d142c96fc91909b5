using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// The real executable as a child process: started, killed and restarted on the same folders and ports.
/// </summary>
internal sealed class ReceiverProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(2) };

    private const int MostLinesKept = 2_000;

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly int _publicPort = FreePort();
    private readonly int _managementPort = FreePort();
    private TaskCompletionSource _up = NewSignal();
    private Process? _process;
    private Task _drained = Task.CompletedTask;

    /// <param name="folder">The folder of all its files.</param>
    /// <param name="settings">Additional environment.</param>
    public ReceiverProcess(string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        _folder = folder;
        _settings = settings ?? new Dictionary<string, string>(StringComparer.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "rules"));
    }

    public const string Key = "ledger-rig-key-0123456789abcdef";

    public Uri Webhook => new($"http://127.0.0.1:{_publicPort}/webhook?key={Key}");

    public Uri Ready => new($"http://127.0.0.1:{_managementPort}/health/ready");

    public Uri Metrics => new($"http://127.0.0.1:{_managementPort}/metrics");

    public string Rules => Path.Combine(_folder, "rules");

    public string Data => Path.Combine(_folder, "data");

    /// <summary>A command of the shell before each start, such as <c>ulimit -f 1024</c>.</summary>
    public string Before { get; set; } = ":";

    public int ProcessId => _process!.Id;

    /// <summary>Completes while the receiver is up; a kill begins a new wait.</summary>
    public Task Up => _up.Task;

    /// <summary>Time from the start of the process to the first "ready".</summary>
    public TimeSpan LastStart { get; private set; }

    /// <summary>The executable built beside these tests, in the same configuration.</summary>
    public static string Executable
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            var path = Environment.GetEnvironmentVariable("WR_RECEIVER");
            return path
                ?? Path.Combine(output.Parent!.Parent!.FullName, "WebhookReceiver", output.Name, "WebhookReceiver");
        }
    }

    public async Task StartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        _process = Process.Start(StartInfo([]))!;
        _drained = DrainAsync(_process);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await IsReadyAsync())
        {
            Assert.False(
                _process.HasExited,
                $"The receiver ended with {(_process.HasExited ? _process.ExitCode : 0)}: {Output}"
            );
            Assert.True(
                Stopwatch.GetElapsedTime(started) < Patience,
                $"The receiver was not ready in {Patience}: {Output}"
            );
            await pause.WaitForNextTickAsync();
        }
        LastStart = Stopwatch.GetElapsedTime(started);
        _up.TrySetResult();
    }

    /// <summary>All output of the process, for a failing test.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Waits until the output has this part: the log is written behind the answers.</summary>
    public async Task OutputUntilAsync(string part)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!Output.Contains(part, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"'{part}' was never written: {Output}");
            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _up = NewSignal();
        _process!.Kill();
        await EndAsync();
        _process.Dispose();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        _up = NewSignal();
        await SignalAsync("TERM");
        return await EndAsync();
    }

    /// <summary>Waits for the end, and for the last line.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(Patience);
        await _drained.WaitAsync(Patience);
        return _process.ExitCode;
    }

    public Task SignalAsync(string name) => RunToolAsync("kill", $"-{name}", $"{ProcessId}");

    /// <summary>The text of readiness, with all problems; empty without an answer.</summary>
    public async Task<string> ReadinessAsync()
    {
        try
        {
            using var response = await Probe.GetAsync(Ready);
            return await response.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return "";
        }
    }

    /// <summary>Polls readiness until it has this part.</summary>
    /// <returns>The time it took.</returns>
    public async Task<TimeSpan> WaitForReadinessAsync(string part)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var said = "";
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            said = await ReadinessAsync();
            if (said.Contains(part, StringComparison.Ordinal))
            {
                return Stopwatch.GetElapsedTime(started);
            }

            await pause.WaitForNextTickAsync();
        }

        Assert.Fail($"Readiness never said '{part}', last: {said}\n{Output}");
        return default;
    }

    public static async Task RunToolAsync(string name, params string[] arguments)
    {
        using var tool = Process.Start(name, arguments);
        await tool.WaitForExitAsync();
    }

    /// <summary>Runs a command on the same folders.</summary>
    /// <returns>Exit code and standard output.</returns>
    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await Probe.GetAsync(new Uri($"http://127.0.0.1:{_managementPort}/health/ready"));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("bash", ["-c", $"{Before}; exec \"$0\" \"$@\"", Executable, .. arguments])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Receiving__Keys__0"] = Key,
                ["Receiving__Port"] = $"{_publicPort}",
                ["Management__Port"] = $"{_managementPort}",
                ["Journal__Folder"] = Data,
                ["Rules__Folder"] = Rules,
                ["Receiving__KeepAccepting"] = "00:00:00",
            },
        };
        foreach (var (name, value) in _settings)
        {
            info.Environment[name] = value;
        }
        return info;
    }

    /// <summary>A full pipe would stop the process.</summary>
    private Task DrainAsync(Process process) =>
        Task.WhenAll(KeepAsync(process.StandardOutput), KeepAsync(process.StandardError));

    private async Task KeepAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (_output.Count < MostLinesKept)
            {
                _output.Enqueue(line);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
