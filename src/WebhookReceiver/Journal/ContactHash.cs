using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Journal;

/// <summary>A contact's name in logs and tombstones: the same for the same sender, meaningless without the key.</summary>
internal sealed class ContactHash(byte[] key)
{
    private const int KeptBytes = 8;

    /// <summary>16 hexadecimal characters.</summary>
    public string Of(string sender)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(sender.Length);
        var text = length <= 512 ? stackalloc byte[512] : new byte[length];
        HMACSHA256.HashData(key, text[..Encoding.UTF8.GetBytes(sender, text)], hash);
        return Convert.ToHexStringLower(hash[..KeptBytes]);
    }
}
