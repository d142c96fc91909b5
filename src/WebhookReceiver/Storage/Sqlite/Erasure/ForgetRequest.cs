namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Asks the server that owns the journal to forget a contact, and waits for the answer.</summary>
internal static class ForgetRequest
{
    /// <returns>The number of erased messages; <see langword="null"/> if the server did not answer in time.</returns>
    public static async Task<long?> SendAsync(string path, string asked, TimeSpan limit, TimeProvider time)
    {
        using var connection = Database.OpenForWriting(path);
        using (var insert = new Statement(connection, "INSERT INTO erasure(sender) VALUES(?1)"))
        {
            insert.Bind(1, asked);
            insert.Run();
        }

        var id = Database.Number(connection, "SELECT last_insert_rowid()");
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < limit)
        {
            if (Answer(connection, id) is { } erased)
            {
                Database.Execute(connection, $"DELETE FROM erasure WHERE id = {id}");
                return erased;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time);
        }

        return null;
    }

    private static long? Answer(Microsoft.Data.Sqlite.SqliteConnection connection, long id)
    {
        using var done = new Statement(connection, "SELECT done FROM erasure WHERE id = ?1 AND done >= 0");
        done.Bind(1, id);
        return done.Step() ? done.Integer(0) : null;
    }
}
