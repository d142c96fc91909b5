using System.Diagnostics;

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>The console in a separate process, on a free port.</summary>
internal sealed class ConsoleProcess : IDisposable
{
    private const string Notice = "The console is at ";

    private readonly Process _process;
    private readonly Task<string> _errors;
    private bool _isDisposed;

    private ConsoleProcess(Uri receiver, IEnumerable<string> settings)
    {
        _process = Process.Start(
            new ProcessStartInfo("dotnet", [Program, "--Console:Port=0", $"--Console:Receiver={receiver}", .. settings])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Its own folder, beside that of the tests, has the files of its pages.</summary>
    private static string Program =>
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "WebhookReceiver.WebConsole",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
            "WebhookReceiver.WebConsole.dll"
        );

    public static async Task<ConsoleProcess> StartAsync(Uri receiver, params string[] settings)
    {
        var console = new ConsoleProcess(receiver, settings);
        console.Address = await console.AddressAsync();
        return console;
    }

    /// <summary>Starts it with settings that it must refuse, and returns what it says.</summary>
    public static async Task<string> RefusalAsync(Uri receiver, params string[] settings)
    {
        using var console = new ConsoleProcess(receiver, settings);
        var notice = await console._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Null(notice);
        await console._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await console._errors;
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _process.Kill();
            _process.Dispose();
        }
    }

    private async Task<Uri> AddressAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Notice, StringComparison.Ordinal))
            {
                // A full pipe would stop the program.
                _ = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
                return new Uri(line[Notice.Length..]);
            }
        }

        throw new InvalidOperationException($"The console ended: {await _errors}");
    }
}
