using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Receiving;

/// <summary>The caller's identity by the key in the URL.</summary>
internal enum Caller
{
    Known = 0,
    Missing = 1,
    Wrong = 2,
    ForeignNetwork = 3,
}

/// <summary>
/// Verifies keys, as a pure function. The platform signs nothing (protocol sheet, section 1.1), so the caller's proof
/// is a key in the query of the webhook URL.
/// </summary>
internal static class WebhookKeyVerifier
{
    private const int LongestKey = 512;

    /// <summary>The digest for comparing keys.</summary>
    public static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>
    /// Takes the same time for every offered key: it hashes each and compares it with every expected digest.
    /// </summary>
    /// <param name="query">The query string as received, with or without its question mark.</param>
    /// <param name="digests">The results of <see cref="DigestOf"/> for the accepted keys.</param>
    public static Caller Verify(ReadOnlySpan<char> query, ReadOnlySpan<byte[]> digests)
    {
        Span<char> unescaped = stackalloc char[LongestKey];
        var offered = QueryKey.Find(query);
        var isKey = IsKey(QueryKey.Unescape(offered, unescaped), digests);
        if (offered.IsEmpty)
        {
            return Caller.Missing;
        }

        return isKey ? Caller.Known : Caller.Wrong;
    }

    /// <summary>Whether the digest of a key is among those given; a key longer than any of ours is cut.</summary>
    public static bool IsKey(ReadOnlySpan<char> offered, params ReadOnlySpan<byte[]> digests)
    {
        var key = offered.Length <= LongestKey ? offered : offered[..LongestKey];
        Span<byte> utf8 = stackalloc byte[LongestKey * 3];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], digest);

        var isKey = false;
        foreach (var expected in digests)
        {
            isKey |= CryptographicOperations.FixedTimeEquals(digest, expected);
        }

        return isKey;
    }
}
