using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Pushing;

/// <summary>The two consoles, each with its own path and tokens (protocol sheet, section 4.1).</summary>
internal enum ApiVersion
{
    V3,
    V4,
}

/// <summary>The visible part of a token after its creation.</summary>
internal sealed record TokenInfo(ApiVersion Version, string Ending, string? BoundTo);

/// <summary>
/// API tokens: printed once, stored as a hash, valid for one version's path and, if bound, from one address.
/// </summary>
internal sealed class Tokens
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenInfo> _byHash = new(StringComparer.Ordinal);

    public Tokens(IOptions<PushingOptions> options)
    {
        if (options.Value.Token is { } v4)
            Add(v4, ApiVersion.V4, null);
        if (options.Value.V3Token is { } v3)
            Add(v3, ApiVersion.V3, null);
    }

    public IReadOnlyList<TokenInfo> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _byHash.Values];
            }
        }
    }

    /// <returns>The token, this once.</returns>
    public string Create(ApiVersion version, IPAddress? boundTo)
    {
        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        Add(token, version, boundTo);
        return token;
    }

    public bool IsGood(string? token, ApiVersion version, IPAddress? caller)
    {
        if (token is null)
            return false;

        lock (_lock)
        {
            return _byHash.TryGetValue(Hash(token), out var known)
                && known.Version == version
                && (known.BoundTo is null || known.BoundTo == Plain(caller)?.ToString());
        }
    }

    private void Add(string token, ApiVersion version, IPAddress? boundTo)
    {
        lock (_lock)
        {
            _byHash[Hash(token)] = new TokenInfo(version, token[^4..], Plain(boundTo)?.ToString());
        }
    }

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
