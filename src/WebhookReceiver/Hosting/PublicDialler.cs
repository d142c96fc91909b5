using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Hosting;

/// <summary>Finds the addresses of a host.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);

/// <summary>
/// Connects to public addresses only, for look-ups and media. The addresses are checked after the name was resolved, and the
/// checked ones are dialled: a name that changes its mind in between (DNS rebinding) gains nothing.
/// </summary>
internal sealed class PublicDialler(Resolve resolve)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly PublicDialler Standard = new(Dns.GetHostAddressesAsync);

    /// <summary>A handler that reaches public addresses only, follows no redirect, keeps no cookies and asks no proxy.</summary>
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

    /// <summary>The addresses of the host, if all of them are public: one that is not says that something is wrong.</summary>
    /// <exception cref="NotPublicException">The name leads into some network.</exception>
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

/// <summary>The name leads to an address inside some network.</summary>
internal sealed class NotPublicException() : IOException("The address is not public.");
