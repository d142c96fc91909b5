using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Journal.Sqlite;

/// <summary>Which entries of the outbox come next. States 0 to 2 are open, 0 and 1 of them waiting.</summary>
internal static class OutboxQueue
{
    private const string TurnMark = "outbox-turn";

    /// <summary>The first open entry of each contact, if it is due; contacts that were served longest ago first.</summary>
    public static List<long> Due(SqliteConnection connection, DateTimeOffset now, int most, string? project)
    {
        var due = new List<long>();
        using var heads = new Statement(
            connection,
            """
            SELECT id FROM (
              SELECT id, project, channel, sender, state, due, next,
                row_number() OVER (PARTITION BY project, channel, sender ORDER BY due, id) AS place
              FROM outbox WHERE state <= 2 AND (state = 2 OR expires IS NULL OR expires > ?1)
            ) AS head
            WHERE place = 1 AND state < 2 AND next <= ?1 AND (?2 IS NULL OR project = ?2)
            ORDER BY (
              SELECT max(served) FROM outbox
              WHERE project = head.project AND channel = head.channel AND sender = head.sender
            ), due, id
            LIMIT ?3
            """
        );
        heads.Bind(1, now.UtcTicks);
        heads.Bind(2, project);
        heads.Bind(3, most);
        while (heads.Step())
        {
            due.Add(heads.Integer(0));
        }

        return due;
    }

    /// <summary>Marks an entry as being sent; false if it is not waiting any more.</summary>
    public static bool Take(SqliteConnection connection, long id, DateTimeOffset now)
    {
        var turn = Marks.Of(connection, TurnMark) + 1;
        Marks.Set(connection, TurnMark, turn);
        using var take = new Statement(
            connection,
            "UPDATE outbox SET state = 2, attempts = attempts + 1, changed = ?2, served = ?3, detail = NULL WHERE id = ?1 AND state < 2"
        );
        take.Bind(1, id);
        take.Bind(2, now.UtcTicks);
        take.Bind(3, turn);
        return take.Change() > 0;
    }
}
