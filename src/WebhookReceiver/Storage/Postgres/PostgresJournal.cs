using WebhookReceiver.Decoding;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// The journal in a database that several servers share. A message is decided first; its commit says whether it is new and whether the contact's
/// state is still the one that was decided on. So a new message costs one round trip, which it shares with others.
/// </summary>
internal sealed class PostgresJournal : IJournal, IAsyncDisposable, IDisposable
{
    private const int ContactsInMemory = 65_536;

    /// <summary>The right of a server to decide a message with another program's code; longer than a message may take.</summary>
    public static readonly TimeSpan UsualLease = TimeSpan.FromSeconds(15);

    /// <summary>See <see cref="IJournal.LastHeardAsync"/>.</summary>
    private static readonly TimeSpan HeardHorizon = TimeSpan.FromDays(2);

    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;
    private readonly GroupWriter _writer;
    private readonly ContactCache _contacts = new(ContactsInMemory);

    public PostgresJournal(
        PostgresDatabase database,
        Replica replica,
        JournalOptions options,
        IOutbox outbox,
        JournalMetrics metrics,
        JournalHealth health,
        TimeProvider time,
        RunningTime running,
        ILogger<PostgresJournal> logger,
        TimeSpan? lease = null
    )
    {
        _database = database;
        _time = time;
        Outbox = outbox;
        _writer = new GroupWriter(
            database,
            replica.Id,
            options.GroupsInFlight,
            lease ?? UsualLease,
            _contacts,
            metrics,
            new DatabaseHealth(health),
            running,
            logger
        );
        health.Ready();
    }

    public IOutbox Outbox { get; }

    /// <summary>Asks nobody: the commit tells whether the message is known.</summary>
    public ValueTask<Finding> FindAsync(IncomingMessage message, MessageKey key) =>
        ValueTask.FromResult(new Finding(FindingKind.New, key.ArrivedAt(message.ReceivedAt)));

    public ValueTask<ContactState> LoadAsync(ContactKey contact) =>
        _contacts.TryGet(contact, out var state) ? ValueTask.FromResult(state) : LoadStoredAsync(contact);

    public ValueTask<CommitResult> CommitAsync(JournalRecord record) => _writer.WriteAsync(record);

    public async ValueTask CommitAsync(EventRecord report) => await _writer.WriteAsync(report);

    public async ValueTask<IReadOnlyCollection<ContactKey>> ContactsOfAsync(string number)
    {
        var contacts = await _database.ReadAsync(
            "SELECT project, channel, sender FROM {schema}.contact WHERE state IS NOT NULL",
            row => new ContactKey(
                PostgresText.Read(row.GetString(0)),
                PostgresText.Read(row.GetString(1)),
                PostgresText.Read(row.GetString(2))
            )
        );
        return [.. contacts.Where(contact => SenderMatch.IsOf(contact.Sender, number))];
    }

    public async ValueTask<bool> ChangeAsync(ContactKey contact, ContactState before, ContactState after)
    {
        // Whatever fails, the next message reads the state from the database.
        _contacts.Remove(contact);
        var changed = await _database.InTransactionAsync(async connection =>
        {
            await _database.RunAsync(
                connection,
                "INSERT INTO {schema}.contact(project, channel, sender) SELECT $1, $2, $3 WHERE $4 = 0 ON CONFLICT DO NOTHING",
                PostgresText.Escape(contact.Project),
                PostgresText.Escape(contact.Channel),
                PostgresText.Escape(contact.Sender),
                before.Version
            );
            return await _database.RunAsync(
                connection,
                """
                UPDATE {schema}.contact SET version = nextval('{schema}.contact_version'), state = $5, stopped = $6
                WHERE project = $1 AND channel = $2 AND sender = $3 AND version = $4
                  AND (holder IS NULL OR held_until <= clock_timestamp())
                """,
                PostgresText.Escape(contact.Project),
                PostgresText.Escape(contact.Channel),
                PostgresText.Escape(contact.Sender),
                before.Version,
                after.Stored.ToArray(),
                after.IsStopped
            );
        });
        return changed > 0;
    }

    public async ValueTask<DateTimeOffset?> LastHeardAsync(ContactKey contact)
    {
        var last = await _database.ReadAsync(
            """
            SELECT max(received) FROM {schema}.message
            WHERE sender = $1 AND channel = $2 AND heard AND (project = $3 OR $3 = '') AND received > $4
            """,
            row => row.IsDBNull(0) ? default(long?) : row.GetInt64(0),
            PostgresText.Escape(contact.Sender),
            PostgresText.Escape(contact.Channel),
            PostgresText.Escape(contact.Project),
            (_time.GetUtcNow() - HeardHorizon).UtcTicks
        );
        return last[0] is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    public async ValueTask<bool> HasWrittenAsync(string sender)
    {
        var contact = ContactId.Of(sender);
        var found = await _database.ReadAsync(
            "SELECT EXISTS (SELECT 1 FROM {schema}.message WHERE sender IN ($1, $2, $3))",
            row => row.GetBoolean(0),
            PostgresText.Escape(sender),
            PostgresText.Escape(contact),
            PostgresText.Escape(OldMobiles.Old(contact) ?? sender)
        );
        return found[0];
    }

    /// <summary>From the database, whatever this process remembers: another one may have heard the stop.</summary>
    public async ValueTask<OptOut> OptOutOfAsync(ContactKey contact)
    {
        var stopped = await _database.ReadAsync(
            "SELECT EXISTS (SELECT 1 FROM {schema}.contact WHERE channel = $1 AND sender = $2 AND (project = $3 OR $3 = '') AND stopped)",
            row => row.GetBoolean(0),
            PostgresText.Escape(contact.Channel),
            PostgresText.Escape(contact.Sender),
            PostgresText.Escape(contact.Project)
        );
        return stopped[0] ? OptOut.Stopped : OptOut.None;
    }

    public async ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body) =>
        await PostgresQuarantine.KeepAsync(_database, reason, body, _time.GetUtcNow());

    public async ValueTask<IReadOnlyList<QuarantinedBody>> QuarantinedAsync(int most) =>
        await PostgresQuarantine.ListAsync(_database, most);

    public ValueTask<QuarantinedBody?> ShowQuarantinedAsync(long id) => PostgresQuarantine.FindAsync(_database, id);

    /// <summary>Removes a contact from memory.</summary>
    public void Forget(ContactKey contact) => _contacts.Remove(contact);

    /// <summary>Removes all contacts from memory.</summary>
    public void ForgetAll() => _contacts.Clear();

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

#pragma warning disable VSTHRD002 // For a container that is disposed of at once; the server disposes asynchronously.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    private async ValueTask<ContactState> LoadStoredAsync(ContactKey contact)
    {
        var stored = await _database.ReadAsync(
            "SELECT version, state FROM {schema}.contact WHERE project = $1 AND channel = $2 AND sender = $3",
            row => ContactState.Read(row.GetInt64(0), row.IsDBNull(1) ? default : row.GetFieldValue<byte[]>(1)),
            PostgresText.Escape(contact.Project),
            PostgresText.Escape(contact.Channel),
            PostgresText.Escape(contact.Sender)
        );
        var state = stored.Count > 0 ? stored[0] : ContactState.Empty;
        _contacts.Set(contact, state);
        return state;
    }
}
