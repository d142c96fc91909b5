using System.Globalization;

namespace WebhookReceiver.Tests.Management;

/// <summary>Requests that no HTTP client writes, byte for byte.</summary>
public sealed class RawManagementTests : IAsyncLifetime
{
    private const string Key = "operator-key-0123456789";

    private readonly WebhookApp _app = new WebhookApp().With("Management:Key", Key);
    private readonly WebhookApp _keyless = new();

    [Theory]
    [InlineData("Host: localhost\r\nOrigin:\r\n", "403")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example\r\n", "403")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost\r\n", "200")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site:\r\n", "403")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n", "403")]
    [InlineData("Host: localhost\r\n", "200")]
    [InlineData("Host: localhost\r\nHost: evil.example\r\n", "400")]
    [InlineData("Host: evil.example\r\n", "401")]
    [InlineData("Host:\r\n", "401")]
    [InlineData("Host: localhost\r\nX-Forwarded-Host: evil.example\r\n", "200")]
    [InlineData("Host: evil.example\r\nX-Forwarded-Host: localhost\r\n", "401")]
    [InlineData("Host: localhost\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n", "415")]
    [InlineData("Host: localhost\r\nTransfer-Encoding: chunked\r\n", "415")]
    [InlineData("Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 0\r\n", "200")]
    [InlineData(
        "Host: localhost\r\nContent-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n",
        "415"
    )]
    public async Task Headers_that_are_empty_or_there_twice_open_nothing(string headers, string status)
    {
        var answer = await RawConnection.ExchangeAsync(
            _keyless.ManagementAddress,
            $"POST /api/contacts/447700900123/resume HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"
                + (headers.Contains("chunked", StringComparison.Ordinal) ? "0\r\n\r\n" : "")
        );

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"X-Management-Key: {Key}\r\n", "200")]
    [InlineData($"X-Management-Key: {Key}\r\nX-Acting-Role:\r\n", "403")]
    [InlineData($"X-Management-Key: {Key}\r\nX-Acting-Role: operator\r\nX-Acting-Role: viewer\r\n", "403")]
    [InlineData($"X-Management-Key: {Key}\r\nX-Management-Key: {Key}\r\n", "401")]
    [InlineData($"Authorization: Bearer {Key}\r\nAuthorization: Bearer {Key}\r\n", "401")]
    [InlineData($"Authorization: Bearer wrong\r\nX-Management-Key: {Key}\r\n", "401")]
    [InlineData($"Cookie: X-Management-Key={Key}\r\n", "401")]
    public async Task A_key_is_shown_once_and_in_its_header(string headers, string status)
    {
        var answer = await RawConnection.ExchangeAsync(
            _app.ManagementAddress,
            $"GET /metrics HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n"
        );

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_on_another_port_of_this_machine_is_a_foreign_one()
    {
        var own = _keyless.ManagementAddress.Port;
        foreach (var (port, status) in new[] { (own, "200"), (own + 1, "403") })
        {
            var answer = await RawConnection.ExchangeAsync(
                _keyless.ManagementAddress,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"POST /api/contacts/447700900123/resume HTTP/1.1\r\nHost: 127.0.0.1:{own}\r\nOrigin: http://127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
                )
            );

            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        }
    }

    public ValueTask InitializeAsync()
    {
        _app.UseKestrel();
        _keyless.UseKestrel();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _keyless.DisposeAsync();
    }
}
