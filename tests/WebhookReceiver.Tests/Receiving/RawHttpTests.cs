using System.Globalization;
using System.Net;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>Real sockets, with requests that no client library would send.</summary>
public sealed class RawHttpTests : IAsyncLifetime
{
    private const string Post = $"POST /webhook?key={WebhookApp.Key} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n";

    private readonly WebhookApp _app = new WebhookApp().With("Receiving:MaxBodyBytes", "2048");

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task A_message_is_read_whatever_the_content_type_says(string? contentType)
    {
        var body = WebhookApp.Payload("hello");
        var header = contentType is null ? "" : $"Content-Type: {contentType}\r\n";

        var answer = await ExchangeAsync($"{Post}{header}Content-Length: {body.Length}\r\n\r\n{body}");

        AssertAnswer("HTTP/1.1 200 OK", "{}", answer);
    }

    [Fact]
    public async Task A_form_is_read_as_a_form() =>
        AssertAnswer(
            "HTTP/1.1 200 OK",
            "{}",
            await ExchangeAsync(Post + "Content-Length: 41\r\n\r\nnumber=447700900123&message-in=hi&type=1&")
        );

    [Fact]
    public async Task A_body_over_the_limit_is_refused_by_its_length_alone() =>
        AssertAnswer(
            "HTTP/1.1 413 Payload Too Large",
            "{\"error\":\"too-large\",",
            await ExchangeAsync(Post + "Content-Length: 2049\r\n\r\n")
        );

    [Fact]
    public async Task A_chunked_body_over_the_limit_is_refused_and_not_cut()
    {
        var chunk = "400\r\n" + new string(' ', 0x400) + "\r\n";

        var answer = await ExchangeAsync(
            Post + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk + "0\r\n\r\n"
        );

        AssertAnswer("HTTP/1.1 413 Payload Too Large", "{\"error\":\"too-large\",", answer);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF\r\nx")]
    [InlineData("7FFFFFFFF\r\nx")]
    [InlineData("-1\r\nx")]
    [InlineData("zz\r\nx")]
    [InlineData("1\r\nxy\r\n0\r\n\r\n")]
    public async Task Chunks_that_are_no_chunks_are_a_bad_request_and_no_fault_of_ours(string chunks)
    {
        var answer = await ExchangeAsync(Post + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        AssertAnswer("HTTP/1.1 400 Bad Request", "{\"error\":\"framing\",", answer);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "400")]
    [InlineData("Content-Length: x\r\n\r\n{}", "400")]
    [InlineData("Transfer-Encoding: gzip\r\n\r\n", "400")]
    public async Task Two_meanings_of_one_request_are_a_bad_request(string rest, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await ExchangeAsync(Post + rest), StringComparison.Ordinal);

    [Fact]
    public async Task A_head_too_large_is_refused()
    {
        var line = $"POST /webhook?key={new string('k', 9_000)} HTTP/1.1\r\nHost: bot\r\n\r\n";
        var many = Post + string.Concat(Enumerable.Range(0, 120).Select(i => $"X-{i}: y\r\n")) + "\r\n";
        var large = Post + $"X-Large: {new string('y', 40_000)}\r\n\r\n";

        Assert.StartsWith("HTTP/1.1 414 ", await ExchangeAsync(line), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await ExchangeAsync(many), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await ExchangeAsync(large), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_leaves_half_way_claims_nothing_and_the_next_one_is_served()
    {
        var body = WebhookApp.Payload("hello");
        using (var connection = await RawConnection.OpenAsync(_app.PublicAddress))
        {
            await connection.SendAsync($"{Post}Content-Length: {body.Length}\r\n\r\n{body[..20]}");
            connection.Abort();
        }

        AssertAnswer(
            "HTTP/1.1 200 OK",
            "{}",
            await ExchangeAsync($"{Post}Content-Length: {body.Length}\r\n\r\n{body}")
        );
        Assert.Single(_app.Log.MessagesOf<AnswerLog>(), line => line.StartsWith("answered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_asks_before_sending_the_body_is_told_to_go_on_and_answered()
    {
        var body = WebhookApp.Payload("hello");
        using var connection = await RawConnection.OpenAsync(_app.PublicAddress);
        await connection.SendAsync($"{Post}Expect: 100-continue\r\nContent-Length: {body.Length}\r\n\r\n");
        await connection.ReadAsync("HTTP/1.1 100 Continue\r\n\r\n");

        await connection.SendAsync(body[..20]);
        await connection.SendAsync(body[20..]);

        AssertAnswer("HTTP/1.1 200 OK", "{}", await connection.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task The_public_port_never_answers_for_the_management_port(string path)
    {
        foreach (var host in new[] { "localhost:8081", Host(_app.ManagementAddress), Host(_app.PublicAddress) })
        {
            var answer = await ExchangeAsync(
                $"GET {path}?key={WebhookApp.Key} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: {host}\r\nX-Forwarded-Port: 8081\r\nConnection: close\r\n\r\n"
            );

            AssertAnswer("HTTP/1.1 404 Not Found", "{\"error\":\"not-found\",", answer);
        }
    }

    [Fact]
    public async Task The_management_port_never_takes_messages()
    {
        var body = WebhookApp.Payload("hello");
        var request =
            $"{Post.Replace("Host: bot", "Host: localhost", StringComparison.Ordinal)}Content-Length: {body.Length}\r\n\r\n{body}";

        var answer = await RawConnection.ExchangeAsync(_app.ManagementAddress, request);

        AssertAnswer("HTTP/1.1 404 Not Found", "{\"error\":\"not-found\",", answer);
        Assert.Empty(_app.Log.MessagesOf<AnswerLog>());
    }

    [Fact]
    public async Task A_page_in_a_browser_cannot_reach_the_management_port_by_a_name_of_its_own()
    {
        const string request = "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";

        var answer = await RawConnection.ExchangeAsync(_app.ManagementAddress, request);

        AssertAnswer("HTTP/1.1 401 Unauthorized", "{\"error\":\"management-key\",", answer);
    }

    public ValueTask InitializeAsync()
    {
        _app.UseKestrel();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Host(Uri address) =>
        string.Create(CultureInfo.InvariantCulture, $"{IPAddress.Loopback}:{address.Port}");

    private Task<string> ExchangeAsync(string request) => RawConnection.ExchangeAsync(_app.PublicAddress, request);

    private static void AssertAnswer(string status, string bodyStart, string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, answer);
        Assert.Equal(status, answer[..answer.IndexOf('\r', StringComparison.Ordinal)]);
        Assert.Contains("Content-Type: application/json; charset=utf-8", answer[..end], StringComparison.Ordinal);
        Assert.Contains("Content-Length: ", answer[..end], StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answer[..end], StringComparison.Ordinal);
        Assert.StartsWith(bodyStart, answer[(end + 4)..], StringComparison.Ordinal);
    }
}
