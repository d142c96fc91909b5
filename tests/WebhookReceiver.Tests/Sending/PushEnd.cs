using System.Text.Json;
using WebhookReceiver.Tests.Reliability;
using WebhookReceiver.Tests.Simulator;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The platform's Push API for the real program: takes whatever comes, and remembers it.</summary>
internal sealed class PushEnd : IAsyncDisposable
{
    public PushEnd()
    {
        Simulator = new SimulatorApp()
            .With("Pushing:RequestsPerMinute", "1000000")
            .With("Pushing:WarmUpUsers", "0")
            .With("Pushing:Balance", "1000000");
        Simulator.UseKestrel();
        Simulator.StartServer();
    }

    public SimulatorApp Simulator { get; }

    /// <summary>Settings of a receiver that sends here.</summary>
    public Dictionary<string, string> Settings(int gather) =>
        new(StringComparer.Ordinal)
        {
            ["Sending__Token"] = SimulatorApp.Token,
            ["Sending__BaseUrl"] = $"{Simulator.Address}api/v2/",
            ["Sending__Application"] = "8",
            ["Sending__Language"] = "en",
            ["Sending__RequestsPerMinute"] = "100000",
            ["Sending__NewUsersPerDay"] = "0",
            ["Sending__GatherMost"] = $"{gather}",
        };

    /// <summary>The numbers of every request.</summary>
    public async Task<List<string[]>> RequestsAsync()
    {
        using var list = JsonDocument.Parse(await Simulator.GetAsync("/desk/pushes"));
        return
        [
            .. list
                .RootElement.EnumerateArray()
                .Select(push =>
                    push.GetProperty("messages")
                        .EnumerateArray()
                        .Select(message => message.GetProperty("number").GetString()!)
                        .ToArray()
                ),
        ];
    }

    /// <summary>The numbers of the receiver's messages in a state.</summary>
    public static async Task<HashSet<string>> NumbersAsync(ReceiverProcess receiver, string state, int most)
    {
        var (code, output) = await receiver.RunAsync("outbox", "list", "--state", state, "--limit", $"{most}");
        Assert.True(code == 0, output);
        return
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[5]),
        ];
    }

    public ValueTask DisposeAsync() => Simulator.DisposeAsync();
}
