using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Tests;

/// <summary>The real program in a separate process, with its own folders and free ports.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ServerProcess(string limit, string[] arguments, (string Name, string Value)[] environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "WebhookReceiver.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"{limit}; exec dotnet \"$0\" \"$@\"", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        PublicAddress = FreeAddress();
        ManagementAddress = FreeAddress();
        start.Environment["Receiving__Port"] = $"{PublicAddress.Port}";
        start.Environment["Management__Port"] = $"{ManagementAddress.Port}";
        start.Environment["Rules__Folder"] = Directory.CreateDirectory(RulesFolder).FullName;
        start.Environment["Journal__Folder"] = _folder.PathOf("data");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public Uri PublicAddress { get; }

    public Uri ManagementAddress { get; }

    public int Id => _process.Id;

    public string RulesFolder => _folder.PathOf("rules");

    public string DataFolder => _folder.PathOf("data");

    public static ServerProcess Start(string[] arguments, params (string Name, string Value)[] environment) =>
        new(":", arguments, environment);

    /// <summary>Starts it behind a command of the shell, such as <c>ulimit -n 1024</c>.</summary>
    public static ServerProcess StartBehind(string command, params (string Name, string Value)[] environment) =>
        new(command, [], environment);

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string[] arguments,
        params (string Name, string Value)[] environment
    )
    {
        using var server = Start(arguments, environment);
        return await server.EndAsync();
    }

    /// <summary>Reads standard output up to the line with the text.</summary>
    public async Task<string> OutputUntilAsync(string text)
    {
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            if (line is null)
            {
                Assert.Fail($"The server ended after: {read}{await _errors}");
            }

            read += line + "\n";
        }

        return read;
    }

    /// <summary>Sends the stop signal of a container host.</summary>
    public void Terminate() => Signal("TERM");

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, output, await _errors);
    }

    /// <summary>Waits for the end without reading its output.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
