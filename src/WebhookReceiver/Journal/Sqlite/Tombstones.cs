using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>
/// What is left of messages that were erased: a keyed hash each, so that a late redelivery is not decided anew. It answers
/// with silence, for the reply is erased too.
/// </summary>
internal sealed class Tombstones(byte[] hashKey)
{
    private const int HashLength = 16;

    private readonly ConcurrentDictionary<UInt128, byte> _hashes = new();

    public int Count => _hashes.Count;

    public bool Has(JournalKey key) => !_hashes.IsEmpty && _hashes.ContainsKey(Number(HashOf(key)));

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

    public byte[] HashOf(JournalKey key)
    {
        Span<byte> bytes = stackalloc byte[JournalKey.Length];
        key.WriteTo(bytes);
        return HMACSHA256.HashData(hashKey, bytes)[..HashLength];
    }

    private static UInt128 Number(ReadOnlySpan<byte> hash) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
}
