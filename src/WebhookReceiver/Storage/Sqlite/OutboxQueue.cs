using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Finds the next entries of the outbox. States 0 to 2 are open, 0 and 1 of them waiting.</summary>
internal static class OutboxQueue
{
    internal const string TurnMark = "outbox-turn";

    /// <summary>Ends at the first hit, so that a scan costs nothing while nothing is due.</summary>
    internal const string IsAnyDue =
        "SELECT 1 FROM outbox INDEXED BY outbox_next WHERE state < 2 AND next <= ?1 LIMIT 1";

    /// <summary>
    /// Follows the index of the last service and stops at the last wanted entry. It skips an entry if an earlier one of
    /// its contact is open.
    /// </summary>
    internal const string InTurn = """
        SELECT id FROM outbox AS head INDEXED BY outbox_turn
        WHERE state < 2 AND next <= ?1 AND (expires IS NULL OR expires > ?1) AND (?2 IS NULL OR project = ?2)
          AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier INDEXED BY outbox_open
            WHERE earlier.project = head.project AND earlier.channel = head.channel AND earlier.sender = head.sender
              AND earlier.state <= 2 AND (earlier.due, earlier.id) < (head.due, head.id)
              AND (earlier.state = 2 OR earlier.expires IS NULL OR earlier.expires > ?1)
          )
        ORDER BY turn, due, id
        LIMIT ?3
        """;

    /// <summary>The first open entry of each contact, if it is due; contacts served longest ago come first.</summary>
    public static List<long> Due(SqliteConnection connection, DateTimeOffset now, int most, string? project)
    {
        var due = new List<long>();
        using var any = new Statement(connection, IsAnyDue);
        any.Bind(1, now.UtcTicks);
        if (!any.Step())
        {
            return due;
        }

        using var heads = new Statement(connection, InTurn);
        heads.Bind(1, now.UtcTicks);
        heads.Bind(2, project);
        heads.Bind(3, most);
        while (heads.Step())
        {
            due.Add(heads.Integer(0));
        }

        return due;
    }

    /// <summary>Lets an entry wait again that was taken and not sent.</summary>
    public static void GiveBack(SqliteConnection connection, long id, DateTimeOffset now)
    {
        using var give = new Statement(
            connection,
            "UPDATE outbox SET state = 0, attempts = attempts - 1, changed = ?2 WHERE id = ?1 AND state = 2"
        );
        give.Bind(1, id);
        give.Bind(2, now.UtcTicks);
        give.Run();
    }

    /// <summary>Marks an entry as being sent; false if it is no longer waiting.</summary>
    public static bool Take(SqliteConnection connection, long id, DateTimeOffset now)
    {
        var turn = Watermarks.Of(connection, TurnMark) + 1;
        Watermarks.Set(connection, TurnMark, turn);
        using var take = new Statement(
            connection,
            "UPDATE outbox SET state = 2, attempts = attempts + 1, changed = ?2, served = ?3, detail = NULL WHERE id = ?1 AND state < 2"
        );
        take.Bind(1, id);
        take.Bind(2, now.UtcTicks);
        take.Bind(3, turn);
        if (take.Change() == 0)
        {
            return false;
        }

        // This contact's other entries move behind those of contacts that have waited longer.
        using var others = new Statement(
            connection,
            """
            UPDATE outbox SET turn = ?2
            FROM (SELECT project, channel, sender FROM outbox WHERE id = ?1) AS taken
            WHERE outbox.project = taken.project AND outbox.channel = taken.channel AND outbox.sender = taken.sender
              AND outbox.state <= 2
            """
        );
        others.Bind(1, id);
        others.Bind(2, turn);
        others.Run();
        return true;
    }
}
