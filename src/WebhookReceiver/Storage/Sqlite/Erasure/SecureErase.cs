namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Removes deleted bytes from all pages: rewrites the file and empties its log.</summary>
internal static class SecureErase
{
    private const int Tries = 20;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs beside the writer, which waits meanwhile or, if it takes long, spools.</summary>
    /// <returns>False if a reader blocked the truncation of the log; try again.</returns>
    public static bool Run(string path)
    {
        using var connection = Database.OpenForWriting(path);
        Database.Execute(connection, "VACUUM");
        for (var i = 0; i < Tries; i++)
        {
            // The first number is 1 if a reader was active during the whole wait.
            if (Database.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0)
            {
                return true;
            }

            // A checkpoint is running; SQLite does not wait for it by itself.
            Thread.Sleep(BetweenTries);
        }

        return false;
    }
}
