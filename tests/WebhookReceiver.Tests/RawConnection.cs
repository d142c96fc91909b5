using System.Net.Sockets;
using System.Text;

namespace WebhookReceiver.Tests;

/// <summary>Sends bytes to a port that no client library would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Sends, reads until the server closes, and returns the status line and the rest.</summary>
    public static async Task<string> ExchangeAsync(Uri address, string request)
    {
        using var connection = await OpenAsync(address);
        await connection.SendAsync(request);
        return await connection.ReadToEndAsync();
    }

    public async Task SendAsync(string text) =>
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    public async Task<string> ReadToEndAsync()
    {
        using var reader = new StreamReader(_client.GetStream(), Encoding.Latin1);
        var text = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer, TestContext.Current.CancellationToken) is var count and > 0)
            {
                text.Append(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // A hard close, after the answer: the server did not want the rest of the request.
        }

        return text.ToString();
    }

    /// <summary>Reads exactly this.</summary>
    public async Task ReadAsync(string expected)
    {
        var buffer = new byte[expected.Length];
        await _client.GetStream().ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Encoding.Latin1.GetString(buffer));
    }

    /// <summary>Disconnects without a shutdown.</summary>
    public void Abort()
    {
        _client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();
}
