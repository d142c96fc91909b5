using System.Net;

namespace WebhookReceiver.Hosting;

/// <summary>Parses the networks of settings, <c>203.0.113.0/24</c> or one address, and matches addresses.</summary>
internal static class Networks
{
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    /// <summary>Parses texts that the validation of the settings accepted.</summary>
    public static IPNetwork[] Parse(IEnumerable<string> texts) =>
        [.. texts.Select(text => TryParse(text, out var network) ? network : throw new FormatException(text))];

    /// <summary>
    /// True if one of the networks contains the address, also in the form ::ffff:203.0.113.9 of a dual-stack socket.
    /// </summary>
    public static bool Hold(ReadOnlySpan<IPNetwork> networks, IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
