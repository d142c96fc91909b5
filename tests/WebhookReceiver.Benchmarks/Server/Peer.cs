using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>A server under load: a child process, called over HTTP and observed from outside.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(1) };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private Peer(Process process, Uri url, Uri? management, TimeSpan start)
    {
        Management = management;
        _process = process;
        Url = url;
        Start = start;
    }

    /// <summary>The address for messages.</summary>
    public Uri Url { get; }

    /// <summary>The management port; null for the floor.</summary>
    public Uri? Management { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Start { get; }

    /// <summary>Memory in use, MB.</summary>
    public long Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024 * 1024);
        }
    }

    /// <summary>Processor time used so far, by all threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The floor, as a child of this program.</summary>
    public static Task<Peer> FloorAsync()
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["floor", port.ToString(CultureInfo.InvariantCulture)]
        );
        return StartAsync(start, new Uri($"http://127.0.0.1:{port}/webhook"), management: null);
    }

    /// <summary>The published receiver.</summary>
    /// <param name="executable">Of the published folder.</param>
    /// <param name="rules">Folder of rules.</param>
    /// <param name="data">Data folder, or <see langword="null"/> for a receiver without a journal.</param>
    public static Task<Peer> ReceiverAsync(string executable, string rules, string? data)
    {
        const string Key = "a-key-for-measuring-only-0123456789";
        var (port, management) = (FreePort(), FreePort());
        var start = new ProcessStartInfo(executable)
        {
            Environment =
            {
                ["Receiving__Port"] = port.ToString(CultureInfo.InvariantCulture),
                ["Receiving__Keys__0"] = Key,
                ["Management__Port"] = management.ToString(CultureInfo.InvariantCulture),
                ["Rules__Folder"] = rules,
                ["Journal__Store"] = data is null ? "none" : "sqlite",
                ["Journal__Folder"] = data ?? Directory.CreateTempSubdirectory("nothing").FullName,
            },
        };
        return StartAsync(
            start,
            new Uri($"http://127.0.0.1:{port}/webhook?key={Key}"),
            new Uri($"http://127.0.0.1:{management}/")
        );
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<Peer> StartAsync(ProcessStartInfo start, Uri url, Uri? management)
    {
        start.RedirectStandardOutput = true;
        start.UseShellExecute = false;
        var since = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        // Its output is read, as a log collector would, and dropped.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        while (!await AnswersAsync(url))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(since) > Patience)
            {
                throw new InvalidOperationException($"{start.FileName} does not answer.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        return new Peer(process, url, management, Stopwatch.GetElapsedTime(since));
    }

    private static async Task<bool> AnswersAsync(Uri url)
    {
        if (!IsListening(url.Port))
        {
            return false;
        }

        try
        {
            using var body = new StringContent("""{"number":"447700900000","message-in":"hi","unique-id":"first"}""");
            using var response = await Probe.PostAsync(url, body);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>
    /// Reads the system's table: a refused connection would throw, at a cost for the starting process.
    /// </summary>
    private static bool IsListening(int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(row =>
                row.Length > 3
                && row[1].EndsWith(suffix, StringComparison.Ordinal)
                && string.Equals(row[3], "0A", StringComparison.Ordinal)
            );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
