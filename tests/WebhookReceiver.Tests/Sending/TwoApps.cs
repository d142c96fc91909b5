using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using WebhookReceiver.Tests.Simulator;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The receiver and the simulated platform, connected over real HTTP.</summary>
internal sealed class TwoApps : IAsyncDisposable
{
    /// <summary>A minute at least.</summary>
    private const int MostLooks = 1_200;

    public TwoApps(params (string Path, string Content)[] rules)
    {
        var (receiver, platform) = (FreePort(), FreePort());
        Receiver = new WebhookApp(rules)
            .With("Receiving:Port", $"{receiver}")
            .With("Sending:Token", SimulatorApp.Token)
            .With("Sending:BaseUrl", $"http://127.0.0.1:{platform}/api/v2/")
            .With("Sending:Application", "8")
            .With("Sending:Language", "en");
        Platform = new SimulatorApp()
            .With("Platform:Port", $"{platform}")
            .With("Calling:Webhook", $"http://127.0.0.1:{receiver}/webhook?key={WebhookApp.Key}")
            .With("Calling:Events", $"http://127.0.0.1:{receiver}/events?key={WebhookApp.Key}");
    }

    public WebhookApp Receiver { get; }

    public SimulatorApp Platform { get; }

    public void Start()
    {
        Platform.UseKestrel();
        Receiver.UseKestrel();
        Platform.StartServer();
        Receiver.StartServer();
    }

    /// <summary>Orders a message at the management port; returns the answer.</summary>
    public async Task<(HttpStatusCode Http, string Body)> OrderAsync(
        string json,
        string contentType = "application/json"
    )
    {
        using var http = new HttpClient { BaseAddress = Receiver.ManagementAddress };
        using var content = new StringContent(json, System.Text.Encoding.UTF8, contentType);
        using var response = await http.PostAsync("/api/messages", content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.TextAsync());
    }

    /// <summary>The received pushes, once there are that many: channel, numbers and content.</summary>
    public async Task<string[]> PushesAsync(int atLeast)
    {
        using var list = JsonDocument.Parse(await Platform.GetAsync($"/desk/pushes?atLeast={atLeast}"));
        return
        [
            .. list
                .RootElement.EnumerateArray()
                .SelectMany(push => push.GetProperty("messages").EnumerateArray())
                .Select(message =>
                    $"{message.GetProperty("channel").GetString()} {message.GetProperty("number").GetString()}: {message.GetProperty("text").GetString()}"
                ),
        ];
    }

    /// <summary>Our reference for the message of a received push.</summary>
    public async Task<string> ReferenceAsync(int push)
    {
        using var list = JsonDocument.Parse(await Platform.GetAsync("/desk/pushes"));
        return list.RootElement[push].GetProperty("messages")[0].GetProperty("referenceNumber").GetString()!;
    }

    /// <summary>The receiver's description of a message, once it is in this state.</summary>
    public async Task<JsonElement> StateAsync(string reference, string state)
    {
        using var http = new HttpClient { BaseAddress = Receiver.ManagementAddress };
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var last = "";
        for (var look = 0; look < MostLooks; look++)
        {
            using var shown = JsonDocument.Parse(
                await http.GetStringAsync($"/api/messages/{reference}", TestContext.Current.CancellationToken)
            );
            if (shown.RootElement.GetProperty("state").GetString() == state)
            {
                return shown.RootElement.Clone();
            }

            last = shown.RootElement.GetRawText();
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{reference} never became {state}; at last it was {last}");
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Platform.DisposeAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
