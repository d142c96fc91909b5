namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Fills the set of seen identities from the index, in the background and in pieces; until it is done the disk is asked.</summary>
internal static class KeySetLoader
{
    private const int Piece = 10_000;

    public static void Load(string path, KeySet known, CancellationToken cancellationToken)
    {
        using var connection = Database.OpenForReading(path);
        using var keys = new Statement(connection, $"SELECT key FROM seen WHERE key > ?1 ORDER BY key LIMIT {Piece}");
        var last = new byte[] { 0 };
        var read = Piece;
        while (read == Piece && !cancellationToken.IsCancellationRequested)
        {
            keys.Bind(1, last);
            for (read = 0; keys.Step(); read++)
            {
                var key = keys.Bytes(0);
                known.Add(JournalKey.Read(key).Identity);
                last = key.ToArray();
            }

            keys.Reset();
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            known.Complete();
        }
    }
}
