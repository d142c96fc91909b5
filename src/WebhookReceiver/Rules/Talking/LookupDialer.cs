using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Rules.Talking;

/// <summary>Finds the addresses of a host.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);

/// <summary>
/// Dials for look-ups. The address is checked here, after the name was resolved, and it is the checked address that is dialled:
/// a name that changes its mind in between (DNS rebinding) gains nothing.
/// </summary>
internal sealed class LookupDialer(Resolve resolve)
{
    public static LookupDialer Standard { get; } = new(Dns.GetHostAddressesAsync);

    /// <exception cref="HttpRequestException">Nothing public answers there.</exception>
    public async ValueTask<Stream> DialAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var address = await AddressOfAsync(target.Host, cancellationToken);
#pragma warning disable CA2000 // the stream owns it, or the catch below disposes of it
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(address, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The first address of the host, if all of them are public: one that is not says that something is wrong.</summary>
    public async Task<IPAddress> AddressOfAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await resolve(host, cancellationToken);
        return addresses.Length > 0 && Array.TrueForAll(addresses, PublicAddress.Is)
            ? addresses[0]
            : throw new HttpRequestException("The host leads to no public address.");
    }
}
