using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Rows of the outbox.</summary>
internal static class OutboxTable
{
    public const string Insert = """
        INSERT INTO outbox(reference, message, project, channel, sender, topic, created, due, expires, state, attempts, next, changed, body, about, checksum, guard, turn)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
          ifnull((SELECT max(served) FROM outbox WHERE project = ?3 AND channel = ?4 AND sender = ?5), 0))
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Cancels the waiting entries of a contact who opted out, including those without a project.</summary>
    public const string CancelStopped = $"""
        UPDATE outbox SET state = 10, changed = ?1, detail = '{OutboxDetails.Stopped}'
        WHERE project IN (?2, '') AND channel = ?3 AND sender = ?4 AND state <= 2 AND state <> 2
        """;

    internal const string Columns =
        "id, reference, message, project, channel, sender, topic, created, due, expires, state, attempts, next, changed, push_id, message_id, detail, body, about, failures, failing, checksum, guard";

    public static void BindNew(Statement insert, OutboxEntry entry, long? message)
    {
        insert.Bind(1, entry.Reference);
        insert.BindOrNull(2, message);
        insert.Bind(3, entry.Contact.Project);
        insert.Bind(4, entry.Contact.Channel);
        insert.Bind(5, entry.Contact.Sender);
        insert.Bind(6, entry.Topic);
        insert.Bind(7, entry.CreatedAt.UtcTicks);
        insert.Bind(8, entry.DueAt.UtcTicks);
        insert.BindOrNull(9, entry.ExpiresAt?.UtcTicks);
        insert.Bind(10, (int)OutboxState.Pending);
        insert.Bind(11, 0);
        insert.Bind(12, entry.DueAt.UtcTicks);
        insert.Bind(13, entry.CreatedAt.UtcTicks);
        insert.Bind(14, entry.Body.Span);
        insert.Bind(15, entry.About);
        insert.Bind(16, RowChecksum.OfEntry(entry));
        insert.Bind(17, OutboxGuard.Of(entry with { NextAt = entry.DueAt, State = OutboxState.Pending }));
    }

    /// <summary>Adds entries; an existing entry with the same reference stays unchanged.</summary>
    public static void Add(SqliteConnection connection, IEnumerable<OutboxEntry> entries)
    {
        using var insert = new Statement(connection, Insert);
        foreach (var entry in entries)
        {
            BindNew(insert, entry, entry.Message);
            insert.Run();
        }
    }

    /// <summary>Records what happened to an entry.</summary>
    /// <returns>The entry as it is now; <see langword="null"/> if it is not there.</returns>
    public static OutboxEntry? Change(SqliteConnection connection, OutboxChange change)
    {
        if (Find(connection, "reference", change.Reference) is not { } entry)
        {
            return null;
        }

        var after = entry.After(change);
        Update(connection, after);
        return after;
    }

    private static void Update(SqliteConnection connection, OutboxEntry entry)
    {
        using var update = new Statement(
            connection,
            """
            UPDATE outbox SET state = ?2, attempts = ?3, next = ?4, changed = ?5, push_id = ?6, message_id = ?7, detail = ?8,
              expires = ?9, failures = ?10, failing = ?11, turn = ifnull((
                SELECT max(served) FROM outbox AS other
                WHERE other.project = outbox.project AND other.channel = outbox.channel AND other.sender = outbox.sender
              ), 0)
            WHERE id = ?1
            """
        );
        update.Bind(1, entry.Id);
        update.Bind(2, (int)entry.State);
        update.Bind(3, entry.Attempts);
        update.Bind(4, entry.NextAt.UtcTicks);
        update.Bind(5, entry.ChangedAt.UtcTicks);
        update.Bind(6, entry.PushId);
        update.Bind(7, entry.MessageId);
        update.Bind(8, entry.Detail);
        update.BindOrNull(9, entry.ExpiresAt?.UtcTicks);
        update.Bind(10, entry.Failures);
        update.BindOrNull(11, entry.FailingSince?.UtcTicks);
        update.Run();
    }

    public static OutboxEntry? Find(SqliteConnection connection, string column, string value)
    {
        using var find = new Statement(
            connection,
            $"SELECT {Columns} FROM outbox WHERE {column} = ?1 ORDER BY id DESC LIMIT 1"
        );
        find.Bind(1, value);
        return find.Step() ? Read(find) : null;
    }

    public static OutboxEntry? Find(SqliteConnection connection, long id)
    {
        using var find = new Statement(connection, $"SELECT {Columns} FROM outbox WHERE id = ?1");
        find.Bind(1, id);
        return find.Step() ? Read(find) : null;
    }

    public static List<OutboxEntry> List(SqliteConnection connection, OutboxQuery query)
    {
        var entries = new List<OutboxEntry>();
        using var all = new Statement(
            connection,
            $"SELECT {Columns} FROM outbox WHERE id < ?1 AND (?2 IS NULL OR state = ?2) ORDER BY id DESC"
        );
        all.Bind(1, query.Before);
        all.BindOrNull(2, (long?)query.State);
        while (entries.Count < query.Most && all.Step())
        {
            if (query.Sender is null || SenderMatch.IsOf(all.Text(5), query.Sender))
            {
                entries.Add(Read(all));
            }
        }

        return entries;
    }

    /// <summary>The entries to a contact, also those without a project, made since an instant; the newest first.</summary>
    public static IReadOnlyList<OutboxEntry> Of(
        SqliteConnection connection,
        ContactKey contact,
        DateTimeOffset since,
        int most
    )
    {
        var entries = new List<OutboxEntry>();
        using var some = new Statement(
            connection,
            $"SELECT {Columns} FROM outbox WHERE project IN (?1, '') AND channel = ?2 AND sender = ?3 AND created >= ?4 ORDER BY id DESC LIMIT ?5"
        );
        some.Bind(1, contact.Project);
        some.Bind(2, contact.Channel);
        some.Bind(3, contact.Sender);
        some.Bind(4, since.UtcTicks);
        some.Bind(5, most);
        while (some.Step())
        {
            entries.Add(Read(some));
        }

        return entries;
    }

    internal static OutboxEntry Read(Statement row)
    {
        var entry = ReadEntry(row);
        var isDamaged =
            (row.IntegerOrNull(21) is { } right && right != RowChecksum.OfEntry(entry))
            || (row.IntegerOrNull(22) is { } guard && guard != OutboxGuard.Of(entry));
        return isDamaged ? entry with { IsDamaged = true } : entry;
    }

    /// <summary>The numbers of the next entries whose checksums are wrong, and the last one looked at; 0 at the end.</summary>
    public static (IReadOnlyList<long> Damaged, long Last) Check(SqliteConnection connection, long after, int most)
    {
        var damaged = new List<long>();
        using var rows = new Statement(connection, $"SELECT {Columns} FROM outbox WHERE id > ?1 ORDER BY id LIMIT ?2");
        rows.Bind(1, after);
        rows.Bind(2, most);
        var last = 0L;
        while (rows.Step())
        {
            last = rows.Integer(0);
            if (Read(rows).IsDamaged)
            {
                damaged.Add(last);
            }
        }

        return (damaged, last);
    }

    private static OutboxEntry ReadEntry(Statement row) =>
        new()
        {
            Id = row.Integer(0),
            Reference = row.Text(1)!,
            Message = row.IsNull(2) ? null : row.Integer(2),
            Contact = new ContactKey(row.Text(3)!, row.Text(4)!, row.Text(5)!),
            Topic = row.Text(6),
            CreatedAt = Instant(row, 7),
            DueAt = Instant(row, 8),
            ExpiresAt = row.IsNull(9) ? null : Instant(row, 9),
            State = (OutboxState)row.Integer(10),
            Attempts = (int)row.Integer(11),
            NextAt = Instant(row, 12),
            ChangedAt = Instant(row, 13),
            PushId = row.Text(14),
            MessageId = row.Text(15),
            Detail = row.Text(16),
            Body = row.Bytes(17).ToArray(),
            About = row.Text(18),
            Failures = (int)row.Integer(19),
            FailingSince = row.IsNull(20) ? null : Instant(row, 20),
        };

    /// <summary>Damage makes instants that no calendar has; the guard tells.</summary>
    private static DateTimeOffset Instant(Statement row, int column) =>
        new(Math.Clamp(row.Integer(column), 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
