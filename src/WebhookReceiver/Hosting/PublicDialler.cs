using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Hosting;

/// <summary>Resolves a host to its addresses.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);

/// <summary>
/// Connects to public addresses only, for look-ups and media. It checks the addresses after resolving the name and
/// dials the checked ones: a name that changes in between (DNS rebinding) gains nothing.
/// </summary>
internal sealed class PublicDialler(Resolve resolve)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly PublicDialler Standard = new(Dns.GetHostAddressesAsync);

    /// <summary>A handler for public addresses only, without redirects, cookies or proxy.</summary>
    public static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = (context, cancellationToken) =>
                Standard.DialAsync(context.DnsEndPoint, cancellationToken),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 32,
        };

    /// <summary>The addresses of the host, if all of them are public: a single other one is a sign of misuse.</summary>
    /// <exception cref="NotPublicException">The name leads to a private network.</exception>
    public async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await resolve(host, cancellationToken);
        return addresses.Length > 0 && Array.TrueForAll(addresses, PublicAddress.Is)
            ? addresses
            : throw new NotPublicException();
    }

    private async ValueTask<Stream> DialAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await AddressesOfAsync(target.Host, cancellationToken);
#pragma warning disable CA2000 // the stream owns it, or the catch below disposes of it
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to an address of a private network.</summary>
internal sealed class NotPublicException() : IOException("The address is not public.");
