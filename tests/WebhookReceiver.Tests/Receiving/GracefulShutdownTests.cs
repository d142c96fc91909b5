using System.Net;

namespace WebhookReceiver.Tests.Receiving;

public sealed class GracefulShutdownTests
{
    [Fact]
    public async Task After_the_order_to_stop_readiness_is_off_requests_are_still_taken_and_the_open_ones_finished()
    {
        using var server = ServerProcess.Start(
            [],
            ("Receiving__Keys__0", WebhookApp.Key),
            ("Receiving__KeepAccepting", "00:00:03")
        );
        await server.OutputUntilAsync("Application started");
        var body = WebhookApp.Payload("hello");
        var head =
            $"POST /webhook?key={WebhookApp.Key} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n";
        using var open = await RawConnection.OpenAsync(server.PublicAddress);
        await open.SendAsync(head + body[..10]);

        server.Terminate();
        await server.OutputUntilAsync("shutting down");
        using var client = new HttpClient();
        using var ready = await client.GetAsync(
            new Uri(server.ManagementAddress, "/health/ready"),
            TestContext.Current.CancellationToken
        );
        var late = await RawConnection.ExchangeAsync(server.PublicAddress, head + body);
        var ending = server.EndAsync();
        await open.SendAsync(body[10..]);
        var finished = await open.ReadToEndAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.StartsWith("{\"status\":\"stopping\"", await ready.TextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK", late, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK", finished, StringComparison.Ordinal);
        Assert.Equal(0, (await ending).Code);
    }
}
