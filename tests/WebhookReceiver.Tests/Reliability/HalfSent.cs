using System.Net.Sockets;
using System.Text;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>A delivery without its last byte, so that it is in flight for as long as a test needs.</summary>
internal sealed class HalfSent(SentMessage message) : IDisposable
{
    private readonly TcpClient _client = new();

    public SentMessage Message => message;

    public async Task BeginAsync(Uri webhook)
    {
        await _client.ConnectAsync(webhook.Host, webhook.Port);
        var head =
            $"POST {webhook.PathAndQuery} HTTP/1.1\r\nHost: {webhook.Authority}\r\nContent-Length: {message.Body.Length}\r\nConnection: close\r\n\r\n";
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await _client.GetStream().WriteAsync(message.Body.AsMemory(0, message.Body.Length - 1));
    }

    /// <summary>Sends the rest.</summary>
    /// <returns>The status line; empty if the connection was cut.</returns>
    public async Task<string> EndAsync()
    {
        try
        {
            await _client.GetStream().WriteAsync(message.Body.AsMemory(message.Body.Length - 1));
            using var answer = new MemoryStream();
            await _client.GetStream().CopyToAsync(answer);
            var bytes = answer.ToArray();
            var head = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return "";
            }

            message.Answered(bytes[(head + 4)..]);
            return Encoding.ASCII.GetString(bytes, 0, bytes.AsSpan().IndexOf((byte)'\r'));
        }
        catch (IOException)
        {
            return "";
        }
    }

    public void Dispose() => _client.Dispose();
}
