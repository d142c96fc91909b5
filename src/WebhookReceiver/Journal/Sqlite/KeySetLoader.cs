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
            $"SELECT identity FROM seen WHERE identity > ?1 ORDER BY identity LIMIT {Piece}"
        );
        var last = new byte[] { 0 };
        var read = Piece;
        while (read == Piece && !cancellationToken.IsCancellationRequested)
        {
            keys.Bind(1, last);
            for (read = 0; keys.Step(); read++)
            {
                last = keys.Bytes(0).ToArray();
                known.Add(BinaryPrimitives.ReadUInt64BigEndian(last));
            }

            keys.Reset();
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            known.Complete();
        }
    }
}
