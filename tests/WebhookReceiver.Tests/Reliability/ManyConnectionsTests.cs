using System.Net;
using System.Net.Sockets;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>More connections than the process may have files. They need no key.</summary>
[Collection(nameof(TestsAlone))]
public sealed class ManyConnectionsTests : IDisposable
{
    private const int Many = 1_260;
    private const int Messages = 1_100;

    private readonly ServerProcess _server = ServerProcess.StartBehind(
        "ulimit -n 1024",
        ("Receiving__Keys__0", WebhookApp.Key),
        ("Receiving__KeepAccepting", "00:00:00")
    );

    private readonly List<IDisposable> _connections = [];

    [Fact]
    public async Task Idle_ones_end_no_process_and_keep_out_neither_a_message_nor_a_probe()
    {
        SkipWithFewFiles();
        await StartAsync();
        for (var i = 0; i < Many; i++)
        {
            await OpenAsync(_server.PublicAddress);
        }

        Assert.Equal("HTTP/1.1 200", await PostAsync(await OpenAsync(_server.PublicAddress), 1));
        using var client = new HttpClient();
        using var ready = await client.GetAsync(
            new Uri(_server.ManagementAddress, "/health/ready"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        _server.Terminate();
        var (code, output, _) = await _server.EndAsync();
        Assert.Equal(0, code);
        // One a minute.
        Assert.InRange(output.Split("connections of").Length - 1, 1, 3);
        Assert.DoesNotContain(" ERR ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_ones_of_the_operators_port_end_no_process_either()
    {
        SkipWithFewFiles();
        await StartAsync();
        for (var i = 0; i < Many; i++)
        {
            await OpenAsync(_server.ManagementAddress);
        }

        Assert.Equal("HTTP/1.1 200", await PostAsync(await OpenAsync(_server.PublicAddress), 1));
        var probe = await OpenAsync(_server.ManagementAddress);
        await probe.SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal("HTTP/1.1 200", await probe.ReadStatusAsync());
    }

    [Fact]
    public async Task Messages_at_once_are_answered_or_refused_or_were_never_read()
    {
        SkipWithFewFiles();
        await StartAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Messages)
                .Select(async id =>
                {
                    try
                    {
                        return await PostAsync(await OpenAsync(_server.PublicAddress), id);
                    }
                    catch (Exception e) when (e is IOException or SocketException)
                    {
                        return "";
                    }
                })
        );
        Assert.All(answers, answer => Assert.True(answer is "HTTP/1.1 200" or "HTTP/1.1 503" or "", answer));
        Assert.Contains("HTTP/1.1 200", answers);

        // What was closed was not read: sent again, it is no duplicate.
        for (var id = 0; id < Messages; id++)
        {
            if (answers[id].Length == 0)
            {
                Assert.Equal("HTTP/1.1 200", await PostAsync(await OpenAsync(_server.PublicAddress), id));
            }
        }

        _server.Terminate();
        var (code, output, _) = await _server.EndAsync();
        Assert.Equal(0, code);
        Assert.DoesNotContain("duplicate", output, StringComparison.Ordinal);
        Assert.Equal(answers.Count(answer => answer != "HTTP/1.1 503"), output.Split("answered: silence").Length - 1);
    }

    public void Dispose()
    {
        _server.Dispose();
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private static void SkipWithFewFiles() =>
        Assert.SkipUnless(OpenFiles.Most() > 4 * Many, "This test needs more open files itself.");

    private async Task StartAsync() => await _server.OutputUntilAsync("Application started");

    private async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = await RawConnection.OpenAsync(address);
        lock (_connections)
        {
            _connections.Add(connection);
        }

        return connection;
    }

    private static async Task<string> PostAsync(RawConnection connection, int id)
    {
        var body = WebhookApp.Payload("hello", from: $"4477009{id:00000}", id: $"{id}");
        await connection.SendAsync(
            $"POST /webhook?key={WebhookApp.Key} HTTP/1.1\r\nHost: bot\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
        return await connection.ReadStatusAsync();
    }
}
