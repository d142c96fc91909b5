using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using WebhookReceiver.Journal;

namespace WebhookReceiver.Receiving;

/// <summary>Who may call: digests of the keys, and networks where they are named.</summary>
internal sealed class KnownCallers
{
    private readonly byte[][] _digests;
    private readonly IPNetwork[] _networks;

    /// <summary>The query of the last caller who was known: the platform's is always the same, and need not be hashed again.</summary>
    private string? _known;

    public KnownCallers(IOptions<ReceivingOptions> options, DataFolder data)
    {
        // An entry left empty by a deployment script is no key, and no open door either.
        var named = options.Value.Keys.Where(key => !string.IsNullOrWhiteSpace(key)).ToArray();
        Keys = named.Length > 0 ? named : [data.Secrets.WebhookKey];
        IsKeyMadeNow = named.Length == 0 && data.Secrets.AreNew;
        _digests = [.. Keys.Select(CallerCheck.DigestOf)];
        _networks = Networks.Parse(options.Value.AllowedNetworks);
    }

    /// <summary>The keys themselves, for the URL that is printed. The first is the one to hand out.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>True in the run that made the key: then somebody has to be told.</summary>
    public bool IsKeyMadeNow { get; }

    public Caller Verify(HttpContext context)
    {
        var caller = Verify(context.Request.QueryString.Value);
        return _networks.Length > 0 && !Networks.Hold(_networks, context.Connection.RemoteIpAddress)
            ? Caller.ForeignNetwork
            : caller;
    }

    private Caller Verify(string? query)
    {
        if (_known is { } known && query is not null && IsSame(known, query))
        {
            return Caller.Known;
        }

        var caller = CallerCheck.Verify(query, _digests);
        if (caller == Caller.Known)
        {
            _known = query;
        }

        return caller;
    }

    /// <summary>In the same time wherever they differ.</summary>
    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(one.AsSpan()),
            MemoryMarshal.AsBytes(other.AsSpan())
        );
}
