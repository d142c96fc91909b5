using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Gives the rows of earlier builds the keys of this build, see <see cref="StoredKey"/>.</summary>
internal static class KeyMigration
{
    private const int RowsAtOnce = 500;

    /// <summary>
    /// Runs in the caller's transaction; idempotent. A row with a checksum has a key of this build, and its body may be damaged.
    /// </summary>
    public static void Run(SqliteConnection connection, bool hasChecksums)
    {
        using var page = new Statement(
            connection,
            $"""
            SELECT id, key, raw, decoded FROM message
            WHERE id > ?1 AND length(key) = {MessageKey.Length} AND raw IS NOT NULL {(
                hasChecksums ? "AND checksum IS NULL" : ""
            )} ORDER BY id LIMIT {RowsAtOnce}
            """
        );
        using var update = new Statement(connection, "UPDATE message SET key = ?2 WHERE id = ?1");
        var last = 0L;
        List<(long Id, MessageKey Key)> renewed = [];
        for (var read = RowsAtOnce; read == RowsAtOnce; )
        {
            page.Bind(1, last);
            for (read = 0; page.Step(); read++)
            {
                last = page.Integer(0);
                var stored = page.Bytes(1);
                var key = StoredKey.Renew(stored, page.Bytes(2).ToArray(), page.Bytes(3).ToArray());
                if (key != MessageKey.Read(stored, key.HasId))
                {
                    renewed.Add((last, key));
                }
            }

            page.Reset();
            Write(update, renewed);
            renewed.Clear();
        }

        MarkWhatStays(connection);
    }

    private static void Write(Statement update, List<(long Id, MessageKey Key)> renewed)
    {
        Span<byte> bytes = stackalloc byte[MessageKey.Length];
        foreach (var (id, key) in renewed)
        {
            key.WriteTo(bytes);
            update.Bind(1, id);
            update.Bind(2, bytes);
            update.Run();
        }
    }

    // Messages without a body, and tombstones, are looked up under both identities until the newest of them is too
    // old.
    private static void MarkWhatStays(SqliteConnection connection)
    {
        var newest = Database.Number(
            connection,
            """
            SELECT max(
              coalesce((SELECT max(stored) FROM message WHERE key IS NOT NULL AND raw IS NULL), 0),
              coalesce((SELECT max(stored) FROM tombstone), 0)
            )
            """
        );
        if (newest > 0)
        {
            Watermarks.Set(connection, Watermarks.OldIdentities, newest);
        }
    }
}
