using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Journal;

/// <summary>A contact's name in logs and tombstones: the same for the same sender, meaningless without the key.</summary>
internal sealed class ContactHash(byte[] key) : IDisposable
{
    private const int KeptBytes = 8;

    // Setting up a keyed hash costs more than hashing a number (measured: 1.5 against 0.65 µs), so each thread keeps its own.
    private readonly ThreadLocal<IncrementalHash> _hashes = new(
        () => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key),
        trackAllValues: true
    );

    /// <summary>16 hexadecimal characters.</summary>
    [SkipLocalsInit]
    public string Of(string sender)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(sender.Length);
        var text = length <= 512 ? stackalloc byte[512] : new byte[length];
        var hasher = _hashes.Value!;
        hasher.AppendData(text[..Encoding.UTF8.GetBytes(sender, text)]);
        hasher.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash[..KeptBytes]);
    }

    public void Dispose()
    {
        foreach (var hasher in _hashes.Values)
        {
            hasher.Dispose();
        }

        _hashes.Dispose();
    }
}
