using Npgsql;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Writes a file's rows, other than messages, into the database; what the database knows already stays as it is.</summary>
internal sealed class ImportedRest(PostgresDatabase database, bool keepsNumbers)
{
    /// <summary>A state gets a version of the database, so that no server takes an older one for it.</summary>
    private const string Contact = """
        INSERT INTO {schema}.contact AS c (project, channel, sender, version, state, stopped)
        VALUES ($1, $2, $3, nextval('{schema}.contact_version'), $4, $5)
        ON CONFLICT (project, channel, sender) DO UPDATE SET version = excluded.version, state = excluded.state, stopped = excluded.stopped
        WHERE c.version = 0 AND (c.holder IS NULL OR c.held_until <= clock_timestamp())
        """;

    /// <summary>$1 to $3: project, key and number of the message that caused it; the number counts only if numbers are kept.</summary>
    private const string Entry = """
        INSERT INTO {schema}.outbox(project, message, reference, channel, sender, about, topic, created, due, expires, state, attempts, failures,
          failing, next, changed, served, turn, push_id, message_id, detail, body)
        VALUES ($1, coalesce((SELECT id FROM {schema}.seen WHERE project = $1 AND key = $2), $3), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
          $15, $16, $17, $18, $19, $20, $21, $22, $23)
        ON CONFLICT DO NOTHING
        """;

    private const string Event = """
        INSERT INTO {schema}.event(project, hash, day, received, last, times, kind, event_id, raw, settled)
        VALUES ($1, $2, (to_timestamp($3) AT TIME ZONE 'UTC')::date, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT DO NOTHING
        """;

    public const string ContactColumns = "project, channel, sender, version, state, checksum";

    /// <summary>The columns of an entry, then those of the message that caused it.</summary>
    public static string EntryColumns { get; } =
        string.Join(
            ", ",
            OutboxTable.Columns.Split(", ").Append("served").Append("turn").Select(column => $"o.{column}")
        );

    public const string EventColumns = "project, hash, stored, received, last, times, kind, event_id, raw, id";

    private const int Project = 3;
    private const int Served = 23;
    private const int Turn = 24;
    private const int Key = 25;

    /// <summary>The values of a contact; <see langword="null"/>: the row is damaged.</summary>
    public static object?[]? ContactOf(Statement row)
    {
        var contact = new ContactKey(FileText.Read(row, 0), FileText.Read(row, 1), FileText.Read(row, 2));
        var checksum = FileText.IsChanged(row, first: 0, count: 3) ? null : row.IntegerOrNull(5);
        var state = StoredState.Read(contact, row.Integer(3), row.Bytes(4), checksum);
        return state.IsDamaged
            ? null
            :
            [
                PostgresText.Escape(contact.Project),
                PostgresText.Escape(contact.Channel),
                PostgresText.Escape(contact.Sender),
                row.Bytes(4).ToArray(),
                state.IsStopped,
            ];
    }

    /// <summary>The values of an entry; <see langword="null"/>: the row is damaged.</summary>
    public object?[]? EntryOf(Statement row)
    {
        var entry = OutboxTable.Read(row) with
        {
            Contact = new ContactKey(
                FileText.Read(row, Project),
                FileText.Read(row, Project + 1),
                FileText.Read(row, Project + 2)
            ),
        };
        return entry.IsDamaged && !FileText.IsChanged(row, Project, count: 3)
            ? null
            :
            [
                PostgresText.Escape(entry.Contact.Project),
                row.Bytes(Key).ToArray(),
                keepsNumbers ? entry.Message : null,
                PostgresText.Escape(entry.Reference),
                PostgresText.Escape(entry.Contact.Channel),
                PostgresText.Escape(entry.Contact.Sender),
                PostgresText.EscapeOrNull(entry.About),
                PostgresText.EscapeOrNull(entry.Topic),
                entry.CreatedAt.UtcTicks,
                entry.DueAt.UtcTicks,
                entry.ExpiresAt?.UtcTicks,
                (int)entry.State,
                entry.Attempts,
                entry.Failures,
                entry.FailingSince?.UtcTicks,
                entry.NextAt.UtcTicks,
                entry.ChangedAt.UtcTicks,
                keepsNumbers ? row.IntegerOrNull(Served) : null,
                keepsNumbers ? row.Integer(Turn) : 0L,
                PostgresText.EscapeOrNull(entry.PushId),
                PostgresText.EscapeOrNull(entry.MessageId),
                PostgresText.EscapeOrNull(entry.Detail),
                entry.Body.ToArray(),
            ];
    }

    /// <param name="row">The event.</param>
    /// <param name="lastSettled">Events up to this number are settled.</param>
    public static object?[] EventOf(Statement row, long lastSettled) =>
        [
            PostgresText.Escape(row.Text(0)!),
            row.Bytes(1).ToArray(),
            (double)row.Integer(2),
            row.Integer(3),
            row.Integer(4),
            row.Integer(5),
            (int)row.Integer(6),
            PostgresText.Escape(row.Text(7)!),
            row.Bytes(8).ToArray(),
            row.Integer(9) <= lastSettled,
        ];

    public static object?[] UnreadableOf(Statement row) =>
        [
            row.Bytes(0).ToArray(),
            DateTimeOffset.FromUnixTimeSeconds(row.Integer(1)).UtcTicks,
            PostgresText.Escape(row.Text(2)!),
            row.Bytes(3).ToArray(),
        ];

    public static object?[] TombstoneOf(Statement row) => [row.Bytes(0).ToArray(), (double)row.Integer(1)];

    public Task<int> AddContactsAsync(IReadOnlyList<object?[]> rows) => WriteAsync(Contact, rows);

    public Task<int> AddEntriesAsync(IReadOnlyList<object?[]> rows) => WriteAsync(Entry, rows);

    public Task<int> AddEventsAsync(IReadOnlyList<object?[]> rows) => WriteAsync(Event, rows);

    public Task<int> AddUnreadableAsync(IReadOnlyList<object?[]> rows) =>
        WriteAsync(
            "INSERT INTO {schema}.quarantine(hash, received, stored, reason, body) VALUES ($1, $2, to_timestamp(($2 - 621355968000000000) / 10000000), $3, $4) ON CONFLICT DO NOTHING",
            rows
        );

    public Task<int> AddTombstonesAsync(IReadOnlyList<object?[]> rows) =>
        WriteAsync(
            "INSERT INTO {schema}.tombstone(project, hash, day) VALUES ('', $1, (to_timestamp($2) AT TIME ZONE 'UTC')::date) ON CONFLICT DO NOTHING",
            rows
        );

    /// <summary>One round trip for all rows.</summary>
    private Task<int> WriteAsync(string statement, IReadOnlyList<object?[]> rows) =>
        database.InTransactionAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
            foreach (var values in rows)
            {
                var command = new NpgsqlBatchCommand(database.Sql(statement));
                foreach (var value in values)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
                }

                batch.BatchCommands.Add(command);
            }

            return rows.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync();
        });
}
