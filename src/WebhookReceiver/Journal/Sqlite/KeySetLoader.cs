using System.Buffers.Binary;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Fills the set of seen identities from the index, in the background and in pieces; until it is done the disk is asked.</summary>
internal static class KeySetLoader
{
    private const int Piece = 10_000;

    public static void Load(string path, KeySet known, CancellationToken cancellationToken)
    {
        using var connection = Database.OpenForReading(path);
        using var keys = new Statement(
            connection,
            $"SELECT key, message FROM seen WHERE (key, message) > (?1, ?2) ORDER BY key, message LIMIT {Piece}"
        );
        var lastKey = new byte[JournalKey.PrefixLength];
        var lastMessage = 0L;
        var read = Piece;
        while (read == Piece && !cancellationToken.IsCancellationRequested)
        {
            keys.Bind(1, lastKey);
            keys.Bind(2, lastMessage);
            for (read = 0; keys.Step(); read++)
            {
                keys.Bytes(0).CopyTo(lastKey);
                lastMessage = keys.Integer(1);
                known.Add(BinaryPrimitives.ReadUInt64BigEndian(lastKey));
            }

            keys.Reset();
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            known.Complete();
        }
    }
}
