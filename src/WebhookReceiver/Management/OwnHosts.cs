using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Management;

/// <summary>
/// The host names of this server. A page can point its own name at our address and read our answers. So the name
/// counts, and an origin is compared with the list, not only with the Host.
/// </summary>
internal sealed class OwnHosts
{
    /// <summary>A Host has no port if it is the port of plain HTTP, which this server speaks.</summary>
    private const int UsualPort = 80;

    private readonly HashSet<string> _listed;
    private readonly string? _address;
    private readonly bool _areAsked;

    public OwnHosts(IOptions<ManagementOptions> options)
    {
        var settings = options.Value;
        _listed = [.. settings.Hosts.Select(Plain)];
        _address = IsAny(settings.ToAddress()) ? null : Plain(settings.Address);
        _areAsked = !settings.HasKey || settings.Hosts.Count > 0;
    }

    /// <summary>Whether a host of settings is a name or an address, without scheme, port or path.</summary>
    public static bool IsHost(string text) => Uri.CheckHostName(text.TrimEnd('.')) != UriHostNameType.Unknown;

    /// <summary>
    /// Whether the Host of a request is allowed. With a key it is checked only if the setting has names.
    /// </summary>
    public bool Accept(HostString host) => !_areAsked || IsOwn(Plain(host.Host));

    /// <summary>
    /// Whether an origin is this server. Either it has the request's host and port, and the host is ours or an address,
    /// which no page can claim by a name. Or it is a listed name on its usual port, since a proxy changes the Host.
    /// </summary>
    public bool IsOwnOrigin(string? origin, HostString host)
    {
        if (
            !Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.PathAndQuery != "/"
            || uri.UserInfo.Length > 0
        )
        {
            return false;
        }

        var name = Plain(uri.IdnHost);
        var isSame = name == Plain(host.Host) && uri.Port == (host.Port ?? UsualPort);
        return (isSame && (IsOwn(name) || IPAddress.TryParse(name, out _)))
            || (uri.IsDefaultPort && _listed.Contains(name));
    }

    private bool IsOwn(string name) =>
        name == "localhost"
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address))
        || name == _address
        || _listed.Contains(name);

    /// <summary>Every address is no name of this server: browsers send a page that asks for 0.0.0.0 here.</summary>
    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>One spelling: lower case, without brackets and the dot at the end, in the letters that travel.</summary>
    private static string Plain(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        if (IPAddress.TryParse(name, out var address))
        {
            return address.ToString();
        }

        try
        {
            return new IdnMapping().GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return name.ToLowerInvariant();
        }
    }
}
