using System.Net.Sockets;
using System.Text;

namespace WebhookReceiver.Tests;

/// <summary>Sends bytes to a port that no client library would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    /// <summary>Kept: the client gives it only to the connected.</summary>
    private NetworkStream Stream => field ??= _client.GetStream();

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
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Sends nothing more; the server sees the end of the stream.</summary>
    public void EndSending() => Stream.Socket.Shutdown(SocketShutdown.Send);

    public async Task<string> ReadToEndAsync()
    {
        using var reader = new StreamReader(Stream, Encoding.Latin1);
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
        await Stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Encoding.Latin1.GetString(buffer));
    }

    /// <summary>Reads the beginning of a status line, up to the number; empty if the server closes first.</summary>
    public async Task<string> ReadStatusAsync()
    {
        var buffer = new byte["HTTP/1.1 200".Length];
        try
        {
            var count = await Stream.ReadAtLeastAsync(
                buffer,
                buffer.Length,
                throwOnEndOfStream: false,
                TestContext.Current.CancellationToken
            );
            return Encoding.Latin1.GetString(buffer, 0, count);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Reads up to and with this text.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            await Stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>Disconnects without a shutdown.</summary>
    public void Abort()
    {
        _client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();
}
