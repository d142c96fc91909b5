using Npgsql;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>A row of the outbox.</summary>
internal static class OutboxRow
{
    public const string Columns =
        "o.id, o.reference, o.message, o.project, o.channel, o.sender, o.topic, o.created, o.due, o.expires, o.state, o.attempts, o.next, o.changed, o.push_id, o.message_id, o.detail, o.body, o.about, o.failures, o.failing";

    public const string Insert = """
        INSERT INTO {schema}.outbox(project, reference, message, channel, sender, about, topic, created, due, expires, next, changed, body, turn)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $8, $11,
          coalesce((SELECT max(served) FROM {schema}.outbox o WHERE o.project = $1 AND o.channel = $4 AND o.sender = $5), 0))
        ON CONFLICT DO NOTHING
        """;

    public static object?[] ValuesOf(OutboxEntry entry) =>
        [
            PostgresText.Escape(entry.Contact.Project),
            PostgresText.Escape(entry.Reference),
            entry.Message,
            PostgresText.Escape(entry.Contact.Channel),
            PostgresText.Escape(entry.Contact.Sender),
            PostgresText.EscapeOrNull(entry.About),
            PostgresText.EscapeOrNull(entry.Topic),
            entry.CreatedAt.UtcTicks,
            entry.DueAt.UtcTicks,
            entry.ExpiresAt?.UtcTicks,
            entry.Body.ToArray(),
        ];

    public static OutboxEntry Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Reference = PostgresText.Read(row.GetString(1)),
            Message = row.IsDBNull(2) ? null : row.GetInt64(2),
            Contact = new ContactKey(
                PostgresText.Read(row.GetString(3)),
                PostgresText.Read(row.GetString(4)),
                PostgresText.Read(row.GetString(5))
            ),
            Topic = TextOf(row, 6),
            CreatedAt = Instant(row, 7),
            DueAt = Instant(row, 8),
            ExpiresAt = row.IsDBNull(9) ? null : Instant(row, 9),
            State = (OutboxState)row.GetInt32(10),
            Attempts = row.GetInt32(11),
            NextAt = Instant(row, 12),
            ChangedAt = Instant(row, 13),
            PushId = TextOf(row, 14),
            MessageId = TextOf(row, 15),
            Detail = TextOf(row, 16),
            Body = row.GetFieldValue<byte[]>(17),
            About = TextOf(row, 18),
            Failures = row.GetInt32(19),
            FailingSince = row.IsDBNull(20) ? null : Instant(row, 20),
        };

    private static string? TextOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : PostgresText.Read(row.GetString(column));

    private static DateTimeOffset Instant(NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
