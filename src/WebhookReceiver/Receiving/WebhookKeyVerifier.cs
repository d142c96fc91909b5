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
    /// <summary>A longer key is compared up to this length only, so no valid key is longer.</summary>
    public const int LongestKey = 512;

    /// <summary>A shorter key can be guessed.</summary>
    public const int ShortestKey = 16;

    /// <summary>The digest for comparing keys.</summary>
    public static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>
    /// Whether this is the hexadecimal SHA-256 of nothing, or of an empty line: what a script makes of an unset variable.
    /// </summary>
    public static bool IsHashOfNothing(string hash) =>
        string.Equals(hash, Convert.ToHexString(DigestOf("")), StringComparison.OrdinalIgnoreCase)
        || string.Equals(hash, Convert.ToHexString(DigestOf("\n")), StringComparison.OrdinalIgnoreCase);

    /// <summary>The problem with a key of the settings, as the end of a sentence; null if it is good.</summary>
    public static string? FaultOf(string key) =>
        key.Trim().Length < ShortestKey ? $"is too easy to guess; at least {ShortestKey} characters."
        : IsHashOfNothing(key.Trim())
            ? "is the SHA-256 of an empty text, which everybody knows; make a key with: WebhookReceiver key new"
        : key.Length > LongestKey ? $"is too long; at most {LongestKey} characters."
        : null;

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
    public static bool IsKey(ReadOnlySpan<char> offered, params ReadOnlySpan<byte[]> digests) =>
        IndexOf(offered, digests) >= 0;

    /// <summary>
    /// The index of the key among the given digests; negative if it is none, as an empty key always is. The same time
    /// for every key.
    /// </summary>
    public static int IndexOf(ReadOnlySpan<char> offered, params ReadOnlySpan<byte[]> digests)
    {
        var key = offered.Length <= LongestKey ? offered : offered[..LongestKey];
        Span<byte> utf8 = stackalloc byte[LongestKey * 3];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], digest);

        var found = -1;
        for (var index = 0; index < digests.Length; index++)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, digests[index]))
            {
                found = index;
            }
        }

        return offered.IsEmpty ? -1 : found;
    }
}
