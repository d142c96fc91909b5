namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Makes sure that what was deleted is on no page any more: the file is written anew and its log emptied.</summary>
internal static class SecureErase
{
    private const int Tries = 20;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs beside the writer, who waits meanwhile or, if it takes long, spools.</summary>
    /// <returns>False if a reader kept the log from being emptied; to be tried again.</returns>
    public static bool Run(string path)
    {
        using var connection = Database.OpenForWriting(path);
        Database.Execute(connection, "VACUUM");
        for (var i = 0; i < Tries; i++)
        {
            // The first number is 1 if somebody was reading all the time that it waited.
            if (Database.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0)
            {
                return true;
            }

            // Somebody copies the log at the moment; SQLite does not wait for that by itself.
            Thread.Sleep(BetweenTries);
        }

        return false;
    }
}
