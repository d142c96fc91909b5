using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>
/// The remains of erased messages: a keyed hash each, so that a late redelivery is not decided anew. The answer is
/// silence, because the reply is erased too.
/// </summary>
internal sealed class Tombstones(byte[] hashKey)
{
    private const int HashLength = 16;

    private readonly ConcurrentDictionary<UInt128, byte> _hashes = new();

    public int Count => _hashes.Count;

    public bool Has(MessageKey key)
    {
        if (_hashes.IsEmpty)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MessageKey.Length];
        key.WriteTo(bytes);
        return _hashes.ContainsKey(Number(HashOf(bytes)));
    }

    public void Load(SqliteConnection connection)
    {
        using var all = new Statement(connection, "SELECT hash FROM tombstone");
        while (all.Step())
        {
            _hashes.TryAdd(Number(all.Bytes(0)), 0);
        }
    }

    public void Add(byte[] hash) => _hashes.TryAdd(Number(hash), 0);

    public void Remove(ReadOnlySpan<byte> hash) => _hashes.TryRemove(Number(hash), out _);

    public byte[] HashOf(ReadOnlySpan<byte> key) => HMACSHA256.HashData(hashKey, key)[..HashLength];

    private static UInt128 Number(ReadOnlySpan<byte> hash) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
}
