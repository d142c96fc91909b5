using System.Net;
using System.Text;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The real executable with little memory, and more large bodies at once than fit into it.</summary>
public sealed class MemoryTests
{
    private const int Bodies = 1_000;
    private const int Length = 200_000;
    private const string HeapOf192Megabytes = "0xC000000";

    [Fact]
    public async Task A_flood_of_large_bodies_is_answered_or_shed_and_the_process_lives()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = new ReceiverProcess(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = HeapOf192Megabytes }
        );
        folder.Write("rules/rules.yaml", KillRun.Rules);
        await receiver.StartAsync();
        var before = receiver.ProcessId;
        using var client = new HttpClient();

        var statuses = await Task.WhenAll(Enumerable.Range(0, Bodies).Select(i => SendAsync(client, receiver, i)));

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, receiver, Bodies, length: 10));
        Assert.Equal(before, receiver.ProcessId);
        Assert.Equal(0, await receiver.StopAsync());
    }

    private static async Task<HttpStatusCode> SendAsync(
        HttpClient client,
        ReceiverProcess receiver,
        int number,
        int length = Length
    )
    {
        var body =
            $$"""{"number":"447700900123","unique-id":"large-{{number}}","message-in":"{{new string('a', length)}}"}""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        try
        {
            using var response = await client.PostAsync(
                receiver.Webhook,
                content,
                TestContext.Current.CancellationToken
            );
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Shed so early that the connection closed during the upload of the body.
            return HttpStatusCode.ServiceUnavailable;
        }
    }
}
