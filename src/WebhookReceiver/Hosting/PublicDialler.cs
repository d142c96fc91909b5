using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Hosting;

/// <summary>Resolves a host to its addresses.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);

/// <summary>
/// Connects to public addresses only, for look-ups and media, and to networks that the settings name. It checks the addresses after resolving the name and
/// dials the checked ones: a name that changes in between (DNS rebinding) gains nothing.
/// </summary>
internal sealed class PublicDialler(Resolve resolve, params IPNetwork[] networks)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A handler for public addresses only, without redirects, cookies or proxy.</summary>
    public static SocketsHttpHandler Handler() => Handler([]);

    /// <summary>The same, also for addresses in these networks.</summary>
    public static SocketsHttpHandler Handler(IPNetwork[] networks)
    {
        var dialler = new PublicDialler(Dns.GetHostAddressesAsync, networks);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = (context, cancellationToken) => dialler.DialAsync(context.DnsEndPoint, cancellationToken),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 32,
        };
    }

    /// <summary>
    /// The addresses of the host, if all of them may be dialled: a single other one is a sign of misuse.
    /// </summary>
    /// <exception cref="NotPublicException">The name leads to a private network.</exception>
    public async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await resolve(host, cancellationToken);
        return addresses.Length > 0 && Array.TrueForAll(addresses, MayBeDialled)
            ? addresses
            : throw new NotPublicException();
    }

    private bool MayBeDialled(IPAddress address) => PublicAddress.Is(address) || PublicAddress.IsIn(address, networks);

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
