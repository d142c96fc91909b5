using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Hosting;

/// <summary>
/// Recognises public internet addresses. All others (this machine, the local network, the cloud's metadata, and every
/// IPv6 form of them) are never dialled for a configured or received address, whatever name resolved to them.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Reserved4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Documentation, tunnels with an embedded IPv4 address, and similar ranges.</summary>
    private static readonly IPNetwork[] Reserved6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>
    /// Where clouds hand out the credentials of a machine. A network that merely contains one of them does not open it.
    /// </summary>
    private static readonly IPAddress[] Metadata =
    [
        IPAddress.Parse("169.254.169.254"),
        IPAddress.Parse("169.254.170.2"),
        IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("fd00:ec2::254"),
    ];

    public static bool Is(IPAddress address)
    {
        var plain = Plain(address);
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Reserved4, network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => Global6.Contains(plain)
                && !Array.Exists(Reserved6, network => network.Contains(plain)),
            _ => false,
        };
    }

    /// <summary>Whether one of these networks of the settings opens the address.</summary>
    public static bool IsIn(IPAddress address, ReadOnlySpan<IPNetwork> networks)
    {
        var plain = Plain(address);
        var isMetadata = Array.Exists(Metadata, metadata => metadata.Equals(plain));
        foreach (var network in networks)
        {
            if (network.Contains(plain) && (!isMetadata || network.BaseAddress.Equals(plain) && IsOneAddress(network)))
            {
                return true;
            }
        }

        return false;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsOneAddress(IPNetwork network) =>
        network.PrefixLength == (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
}
