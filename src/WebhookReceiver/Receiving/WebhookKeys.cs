using System.Net;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Receiving;

/// <summary>The allowed callers: digests of the keys and, if set, networks.</summary>
internal sealed class WebhookKeys
{
    private readonly byte[][] _digests;
    private readonly IPNetwork[] _networks;

    public WebhookKeys(IOptions<ReceivingOptions> options, DataFolder data)
    {
        // An entry that a deployment script left empty is no key and opens nothing.
        var named = options.Value.Keys.Where(key => !string.IsNullOrEmpty(key)).ToArray();
        Keys = named.Length > 0 ? named : [data.Secrets.WebhookKey];
        IsKeyMadeNow = named.Length == 0 && data.Secrets.AreNew;
        _digests = [.. Keys.Select(WebhookKeyVerifier.DigestOf)];
        _networks = Networks.Parse(options.Value.AllowedNetworks);
    }

    /// <summary>The keys themselves, for the printed URL. The first is the one to hand out.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>True in the run that made the key: the operator must see it then.</summary>
    public bool IsKeyMadeNow { get; }

    public Caller Verify(HttpContext context)
    {
        var caller = WebhookKeyVerifier.Verify(context.Request.QueryString.Value, _digests);
        return _networks.Length > 0 && !Networks.Hold(_networks, context.Connection.RemoteIpAddress)
            ? Caller.ForeignNetwork
            : caller;
    }
}
