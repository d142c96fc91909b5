using System.Security.Cryptography;

namespace WebhookReceiver.Management.Files;

/// <summary>SHA-256 as the API writes it.</summary>
internal static class Hashes
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
