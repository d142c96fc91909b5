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
    private const int HalfSentOnes = 1_000;

    private const int MostTries = 5;

    /// <summary>A caller's; Kestrel alone gives a head 10 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

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

    [Theory]
    [InlineData("POST /webhook HTTP/1.1\r\nHost:")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")]
    public async Task Half_sent_requests_keep_out_neither_a_message_nor_a_probe(string sent)
    {
        SkipWithFewFiles();
        await StartAsync();
        using var stop = new CancellationTokenSource();
        var attack = new[] { _server.PublicAddress, _server.ManagementAddress }
            .SelectMany(address =>
                Enumerable.Range(0, HalfSentOnes).Select(_ => HalfSendAsync(address, sent, stop.Token))
            )
            .ToArray();
        try
        {
            for (var id = 0; id < 5; id++)
            {
                Assert.Equal("HTTP/1.1 200", await AnswerAsync(() => PostAsync(_server.PublicAddress, id)));
                Assert.Equal("HTTP/1.1 200", await AnswerAsync(ProbeAsync));
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        var (ready, metrics) = (await ReadAsync("/health/ready"), await ReadAsync("/metrics"));
        _server.Signal("KILL");
        await Task.WhenAll(attack);
        var (_, output, _) = await _server.EndAsync();

        Assert.Contains("\"status\":\"full\"", ready, StringComparison.Ordinal);
        Assert.Contains("The public port is full with ", ready, StringComparison.Ordinal);
        Assert.Contains(
            "wr_connections_full{otel_scope_name=\"WebhookReceiver\",port=\"public\"} 1",
            metrics,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(" ERR ", output, StringComparison.Ordinal);
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

    /// <summary>Opens a connection anew whenever the server closes it.</summary>
    private static async Task HalfSendAsync(Uri address, string sent, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var connection = await RawConnection.OpenAsync(address);
                await connection.SendAsync(sent);
                await connection.ReadToEndAsync();
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // The server closed it.
            }
        }
    }

    private static async Task<string> PostAsync(Uri address, int id)
    {
        using var connection = await RawConnection.OpenAsync(address);
        try
        {
            return await PostAsync(connection, id);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<string> ProbeAsync()
    {
        using var connection = await RawConnection.OpenAsync(_server.ManagementAddress);
        try
        {
            await connection.SendAsync("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return await connection.ReadStatusAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<string> ReadAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(
            new Uri(_server.ManagementAddress, path),
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>A connection that closes before a byte of it was read is opened again, as the platform does.</summary>
    private static async Task<string> AnswerAsync(Func<Task<string>> ask)
    {
        var answer = "";
        for (var tries = 0; tries < MostTries && answer.Length == 0; tries++)
        {
            answer = await ask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        }

        return answer;
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
