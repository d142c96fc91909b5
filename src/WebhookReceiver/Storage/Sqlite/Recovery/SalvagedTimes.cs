using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Mends the times of salvaged rows: damage makes instants of the year 1 and of the far future, and later rows are never stamped
/// earlier than the newest.
/// </summary>
internal static class SalvagedTimes
{
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Mend(SqliteConnection connection, DateTimeOffset now)
    {
        foreach (var table in (string[])["message", "event"])
        {
            Mend(connection, table, now);
        }
    }

    private static void Mend(SqliteConnection connection, string table, DateTimeOffset now)
    {
        // A clock may have been wrong by hours; a flipped bit rarely is.
        var latest = now.AddDays(1);
        var stored = Earliest.ToUnixTimeSeconds();
        List<(long Id, long Stored, long Received)> mended = [];
        using (var rows = new Statement(connection, $"SELECT id, stored, received FROM {table} ORDER BY id"))
        {
            while (rows.Step())
            {
                var isStored =
                    rows.Integer(1) is var seconds && seconds >= stored && seconds <= latest.ToUnixTimeSeconds();
                stored = isStored ? rows.Integer(1) : stored;
                var isReceived = rows.Integer(2) >= Earliest.UtcTicks && rows.Integer(2) <= latest.UtcTicks;
                if (!isStored || !isReceived)
                {
                    var received = isReceived ? rows.Integer(2) : DateTimeOffset.FromUnixTimeSeconds(stored).UtcTicks;
                    mended.Add((rows.Integer(0), stored, received));
                }
            }
        }

        using var update = new Statement(connection, $"UPDATE {table} SET stored = ?2, received = ?3 WHERE id = ?1");
        foreach (var (id, seconds, received) in mended)
        {
            update.Bind(1, id);
            update.Bind(2, seconds);
            update.Bind(3, received);
            update.Run();
        }
    }
}
