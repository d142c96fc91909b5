using System.Net;
using Microsoft.Extensions.Options;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Decides about access to the management port.</summary>
internal sealed class ManagementKey(IOptions<ManagementOptions> options)
{
    private const string Header = "X-Management-Key";
    private const string Bearer = "Bearer ";

    private readonly byte[]? _digest = options.Value.HasKey ? WebhookKeyVerifier.DigestOf(options.Value.Key!) : null;

    /// <summary>
    /// With a key: the request must carry it. Without: the port is on the loopback address, and a page in a local
    /// browser must not get in through a host name that points here.
    /// </summary>
    public bool Opens(HttpRequest request) =>
        _digest is null
            ? IsThisMachine(request.Host.Host)
            : WebhookKeyVerifier.IsKey(Offered(request.Headers), _digest);

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string Offered(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : headers[Header].ToString();
    }
}
