using Microsoft.Extensions.Options;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>The keys of the management port, each with a name and a role.</summary>
internal sealed class ManagementKeys
{
    /// <summary>The name of callers where no key is needed.</summary>
    public const string Local = "local";

    public const string Header = "X-Management-Key";
    private const string Bearer = "Bearer ";

    private readonly byte[][] _digests;
    private readonly (string Name, ManagementRole Role)[] _holders;

    public ManagementKeys(IOptions<ManagementOptions> options)
    {
        var settings = options.Value;
        var holders = settings
            .Keys.Select(key =>
                (Digest: Convert.FromHexString(key.Hash!), Name: key.Name!, Role: ManagementRoles.Parse(key.Role))
            )
            .ToList();
        if (settings.HasOperatorKey)
        {
            holders.Add((WebhookKeyVerifier.DigestOf(settings.Key!), "operator", ManagementRole.Operator));
        }

        _digests = [.. holders.Select(holder => holder.Digest)];
        _holders = [.. holders.Select(holder => (holder.Name, holder.Role))];
    }

    /// <summary>Whether callers need a key. Without one the port is on the loopback address.</summary>
    public bool AreNeeded => _digests.Length > 0;

    /// <summary>Whether the request has a key, right or wrong.</summary>
    public static bool IsShown(IHeaderDictionary headers) => Offered(headers).Length > 0;

    /// <summary>The caller; null without a valid key. If no key is needed, every caller is the operator.</summary>
    public ManagementCaller? Find(IHeaderDictionary headers)
    {
        if (!AreNeeded)
        {
            return ManagementCaller.Of(Local, ManagementRole.Operator, headers, isBelieved: false);
        }

        var index = WebhookKeyVerifier.IndexOf(Offered(headers), _digests);
        return index < 0
            ? null
            : ManagementCaller.Of(_holders[index].Name, _holders[index].Role, headers, isBelieved: true);
    }

    private static string Offered(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : headers[Header].ToString();
    }
}
