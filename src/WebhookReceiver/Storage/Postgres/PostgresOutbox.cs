using Npgsql;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>The outbox of the shared journal. Any server adds entries; only the holder of the lease takes them.</summary>
/// <param name="database">The database.</param>
/// <param name="project">The project that this server sends for; empty: all.</param>
internal sealed class PostgresOutbox(PostgresDatabase database, string project = "") : IOutbox
{
    private const string Select = $"SELECT {OutboxRow.Columns} FROM {{schema}}.outbox o";

    /// <summary>The first open entry of each contact, if it is due; contacts served longest ago come first.</summary>
    private const string InTurn = $$"""
        {{Select}}
        WHERE o.state < 2 AND o.next <= $1 AND (o.expires IS NULL OR o.expires > $1) AND ($2 = '' OR o.project = $2)
          AND NOT EXISTS (
            SELECT 1 FROM {schema}.outbox earlier
            WHERE earlier.project = o.project AND earlier.channel = o.channel AND earlier.sender = o.sender
              AND earlier.state <= 2 AND (earlier.due, earlier.id) < (o.due, o.id)
              AND (earlier.state = 2 OR earlier.expires IS NULL OR earlier.expires > $1)
          )
        ORDER BY o.turn, o.due, o.id
        LIMIT $3
        """;

    public async ValueTask<OutboxEntry> AddAsync(OutboxEntry entry)
    {
        await AddAllAsync([entry]);
        return (await FindAsync(entry.Reference))!;
    }

    public async ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries) =>
        await database.InTransactionAsync(async connection =>
        {
            foreach (var entry in entries)
            {
                await database.RunAsync(connection, OutboxRow.Insert, OutboxRow.ValuesOf(entry));
            }

            return true;
        });

    public async ValueTask<IReadOnlyList<OutboxEntry>> LookAsync(
        DateTimeOffset now,
        int most,
        string? project = null
    ) => await database.ReadAsync(InTurn, OutboxRow.Read, now.UtcTicks, PostgresText.Escape(project ?? ""), (long)most);

    public async ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(
        IReadOnlyList<OutboxEntry> entries,
        DateTimeOffset now,
        long epoch
    ) =>
        await database.InTransactionAsync<IReadOnlyList<OutboxEntry>>(async connection =>
            await PushWindow.HoldsLeaseAsync(database, connection, project, epoch)
                ? await TakeAsync(connection, [.. entries.Select(entry => entry.Id)], now, epoch)
                : []
        );

    public async ValueTask GiveBackAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now, long epoch) =>
        await database.InTransactionAsync(async connection =>
        {
            await database.RunAsync(
                connection,
                "UPDATE {schema}.outbox SET state = 0, attempts = attempts - 1, changed = $2 WHERE id = ANY($1) AND state = 2 AND epoch = $3",
                entries.Select(entry => entry.Id).ToArray(),
                now.UtcTicks,
                epoch
            );
            return await PushWindow.EndAsync(database, connection, project, epoch, TimeSpan.Zero, isTold: false);
        });

    public async ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes) =>
        await database.InTransactionAsync(async connection =>
        {
            await ChangeAllAsync(connection, changes);
            return true;
        });

    public async ValueTask<OutboxEntry?> FindAsync(string reference) =>
        (
            await database.ReadAsync(
                $"{Select} WHERE o.reference = $1 ORDER BY o.id DESC LIMIT 1",
                OutboxRow.Read,
                PostgresText.Escape(reference)
            )
        ).FirstOrDefault();

    public async ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId) =>
        (
            await database.ReadAsync(
                $"{Select} WHERE o.message_id = $1 ORDER BY o.id DESC LIMIT 1",
                OutboxRow.Read,
                PostgresText.Escape(messageId)
            )
        ).FirstOrDefault();

    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxQuery query)
    {
        const int AtOnce = 500;
        var (found, before) = (new List<OutboxEntry>(), query.Before);
        while (found.Count < query.Most)
        {
            var some = await database.ReadAsync(
                $"{Select} WHERE o.id < $1 AND ($2 < 0 OR o.state = $2) ORDER BY o.id DESC LIMIT $3",
                OutboxRow.Read,
                before,
                (int?)query.State ?? -1,
                (long)AtOnce
            );
            found.AddRange(
                some.Where(entry => query.Sender is null || SenderMatch.IsOf(entry.Contact.Sender, query.Sender))
            );
            if (some.Count < AtOnce)
            {
                break;
            }

            before = some[^1].Id;
        }

        return [.. found.Take(query.Most)];
    }

    public async Task<IReadOnlyList<OutboxEntry>> SentToAsync(ContactKey contact, DateTimeOffset since, int most) =>
        await database.ReadAsync(
            $"{Select} WHERE o.project IN ($1, '') AND o.channel = $2 AND o.sender = $3 AND o.created >= $4 ORDER BY o.id DESC LIMIT $5",
            OutboxRow.Read,
            PostgresText.Escape(contact.Project),
            PostgresText.Escape(contact.Channel),
            PostgresText.Escape(contact.Sender),
            since.UtcTicks,
            (long)most
        );

    public async Task<long> CountOpenAsync() =>
        (await database.ReadAsync("SELECT count(*) FROM {schema}.outbox WHERE state <= 2", row => row.GetInt64(0)))[0];

    public async ValueTask<int> ExpireAsync(DateTimeOffset now) =>
        await database.InTransactionAsync(connection =>
            database.RunAsync(
                connection,
                "UPDATE {schema}.outbox SET state = $2, changed = $1, detail = $3 WHERE state < 2 AND expires <= $1",
                now.UtcTicks,
                (int)OutboxState.Dead,
                OutboxDetails.Expired
            )
        );

    public async ValueTask<SendingEpoch> BeginEpochAsync(DateTimeOffset now, long lease) =>
        await database.InTransactionAsync(async connection =>
        {
            // Only the holder of the lease takes entries, and its number grows: what an older one took is interrupted.
            var taken = await database.ReadAsync(
                connection,
                """
                UPDATE {schema}.outbox SET state = $3, changed = $2, detail = $4
                WHERE state = 2 AND coalesce(epoch, 0) < $1 AND ($5 = '' OR project = $5)
                RETURNING id, reference
                """,
                row => (Id: row.GetInt64(0), Reference: PostgresText.Read(row.GetString(1))),
                lease,
                now.UtcTicks,
                (int)OutboxState.Unknown,
                OutboxDetails.Interrupted,
                PostgresText.Escape(project)
            );
            return new SendingEpoch(lease, taken.Count, taken.OrderBy(one => one.Id).FirstOrDefault().Reference)
            {
                TakenOver = await PushWindow.TakeOverAsync(database, connection, project),
            };
        });

    public async ValueTask EndRequestAsync(long epoch, TimeSpan pause, bool isTold) =>
        await database.InTransactionAsync(connection =>
            PushWindow.EndAsync(database, connection, project, epoch, pause, isTold)
        );

    public async ValueTask KeepReachedAsync(IReadOnlyList<ReachedPerson> people) =>
        await database.InTransactionAsync(connection =>
            PushWindow.KeepReachedAsync(database, connection, project, people)
        );

    public async ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most) =>
        await database.ReadAsync(
            "SELECT id, received, last, times, kind, event_id, project, raw FROM {schema}.event WHERE NOT settled ORDER BY id LIMIT $1",
            EventOf,
            (long)most
        );

    public async ValueTask SettleAsync(IReadOnlyList<StoredEvent> events, IReadOnlyList<OutboxChange> changes) =>
        await database.InTransactionAsync(async connection =>
        {
            await ChangeAllAsync(connection, changes);
            return await database.RunAsync(
                connection,
                "UPDATE {schema}.event SET settled = true WHERE id = ANY($1)",
                events.Select(report => report.Id).ToArray()
            );
        });

    private async Task<IReadOnlyList<OutboxEntry>> TakeAsync(
        NpgsqlConnection connection,
        long[] ids,
        DateTimeOffset now,
        long epoch
    )
    {
        var taken = await database.ReadAsync(
            connection,
            $$"""
            WITH waiting AS (
              SELECT id FROM {schema}.outbox WHERE id = ANY($1) AND state < 2 ORDER BY id FOR UPDATE
            )
            UPDATE {schema}.outbox o SET state = 2, attempts = o.attempts + 1, changed = $2, detail = NULL, epoch = $3,
              served = nextval('{schema}.outbox_turn')
            FROM waiting WHERE o.id = waiting.id
            RETURNING {{OutboxRow.Columns}}
            """,
            OutboxRow.Read,
            ids,
            now.UtcTicks,
            epoch
        );
        if (taken.Count == 0)
        {
            return [];
        }

        await PushWindow.BeginAsync(database, connection, project, epoch);

        // The other entries of these contacts move behind those of contacts that have waited longer.
        await database.RunAsync(
            connection,
            """
            UPDATE {schema}.outbox o SET turn = t.served
            FROM {schema}.outbox t
            WHERE t.id = ANY($1) AND o.project = t.project AND o.channel = t.channel AND o.sender = t.sender AND o.state <= 2
            """,
            taken.Select(entry => entry.Id).ToArray()
        );
        var order = ids.Index().ToDictionary(one => one.Item, one => one.Index);
        return [.. taken.OrderBy(entry => order[entry.Id])];
    }

    private async Task ChangeAllAsync(NpgsqlConnection connection, IReadOnlyList<OutboxChange> changes)
    {
        foreach (var change in changes.OrderBy(change => change.Reference, StringComparer.Ordinal))
        {
            var found = await database.ReadAsync(
                connection,
                $"{Select} WHERE o.reference = $1 ORDER BY o.id DESC LIMIT 1 FOR UPDATE",
                OutboxRow.Read,
                PostgresText.Escape(change.Reference)
            );
            if (found is [var entry])
            {
                await UpdateAsync(connection, entry.After(change));
            }
        }
    }

    private Task<int> UpdateAsync(NpgsqlConnection connection, OutboxEntry entry) =>
        database.RunAsync(
            connection,
            """
            UPDATE {schema}.outbox o SET state = $2, attempts = $3, next = $4, changed = $5, push_id = $6, message_id = $7, detail = $8,
              expires = $9, failures = $10, failing = $11, turn = coalesce((
                SELECT max(served) FROM {schema}.outbox other
                WHERE other.project = o.project AND other.channel = o.channel AND other.sender = o.sender
              ), 0)
            WHERE id = $1
            """,
            entry.Id,
            (int)entry.State,
            entry.Attempts,
            entry.NextAt.UtcTicks,
            entry.ChangedAt.UtcTicks,
            PostgresText.EscapeOrNull(entry.PushId),
            PostgresText.EscapeOrNull(entry.MessageId),
            PostgresText.EscapeOrNull(entry.Detail),
            entry.ExpiresAt?.UtcTicks,
            entry.Failures,
            entry.FailingSince?.UtcTicks
        );

    internal static StoredEvent EventOf(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
            new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
            row.GetInt64(3),
            (DeliveryEventKind)row.GetInt32(4),
            PostgresText.Read(row.GetString(5)),
            PostgresText.Read(row.GetString(6)),
            row.GetFieldValue<byte[]>(7)
        );
}
