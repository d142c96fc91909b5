using System.Runtime.CompilerServices;
using WebhookReceiver.Decoding;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Spool;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The journal in the data folder. With <c>Journal:Store=none</c> it ends with its process.</summary>
internal sealed class SqliteJournal : IJournal, IDisposable
{
    private const int ContactsInMemory = 65_536;

    private readonly JournalComponents _components;
    private readonly ContactCache _contacts = new(ContactsInMemory);
    private readonly CancellationTokenSource _closing = new();
    private readonly ContactSessions _heard;
    private Task _loading = Task.CompletedTask;

    private SqliteJournal(JournalComponents components)
    {
        _components = components;
        _heard = new ContactSessions(components.Time);
        Outbox = new SqliteOutbox(components);
        components.Clock.Moved = FollowClock;
    }

    public IOutbox Outbox { get; }

    public JournalWriter Writer => _components.Writer;

    public string Path => _components.Paths.Database;

    /// <summary>The index of known messages; new messages wait until it is complete.</summary>
    public SeenIndex Seen => _components.Seen;

    /// <summary>Completes when the whole file is checked.</summary>
    public Task Checked { get; private set; } = Task.CompletedTask;

    /// <summary>Completes when all rows are checked.</summary>
    public Task RowsChecked { get; private set; } = Task.CompletedTask;

    public SpoolFile SpoolFile => _components.Failover.SpoolFile;

    public Tombstones Tombstones => _components.Tombstones;

    /// <summary>Opens the journal and brings it up to date.</summary>
    /// <exception cref="StartRefusedException">The journal cannot be opened.</exception>
    public static SqliteJournal Open(
        JournalPaths paths,
        JournalMetrics metrics,
        JournalHealth health,
        TimeProvider time,
        ILogger logger
    )
    {
        Database.RequireVersion();
        var journal = new SqliteJournal(JournalComponents.Open(paths, metrics, health, time, logger));
        var loader = new SeenLoader(journal.Seen, journal._components.Readers, time, logger);
        journal._loading = Task.Run(() =>
            loader.LoadAsync(journal._components.Failover.ReaderFailed, journal._closing.Token)
        );
        journal.Checked = Task.Run(() =>
            BackgroundCheck.Run(paths, journal._components.Failover.ReaderFailed, logger, journal._closing.Token)
        );
        journal.RowsChecked = Task.Run(() => journal.CheckRowsAsync(paths, logger));
        return journal;
    }

    /// <summary>Checks the rows once the index is complete; a temporary journal has none of an earlier process.</summary>
    private async Task CheckRowsAsync(JournalPaths paths, ILogger logger)
    {
        await _loading;
        if (!_closing.IsCancellationRequested && paths.TemporaryFolder is null)
        {
            BackgroundCheck.RunRows(
                paths,
                Seen,
                _components.DamagedRows,
                _components.Failover.ReaderFailed,
                logger,
                _closing.Token
            );
        }
    }

    public ValueTask<Finding> FindAsync(IncomingMessage message, MessageKey key)
    {
        if (_components.Tombstones.Has(key))
        {
            return ValueTask.FromResult(new Finding(FindingKind.Answered, key, MessageResult.Silence));
        }

        if (_components.SpooledState.TryFind(key, message.ReceivedAt, out var spooled))
        {
            return ValueTask.FromResult(spooled);
        }

        // A new message ends here: it has no row. This order matters; another one would miss a row added in between.
        if (Seen.IsComplete && !Seen.HasOldIdentities && Seen.RowsOf(key.ArrivedAt(message.ReceivedAt)).Count == 0)
        {
            return ValueTask.FromResult(spooled);
        }

        return FindStoredAsync(message, key, spooled);
    }

    private async ValueTask<Finding> FindStoredAsync(IncomingMessage message, MessageKey key, Finding spooled)
    {
        await ToPool();
        var stored = await FindStoredAsync(key, message.ReceivedAt);
        if (stored.Kind is not (FindingKind.Answered or FindingKind.Unanswered) && Seen.HasOldIdentities)
        {
            var old = key.UnderOldIdentity(message);
            if (_components.Tombstones.Has(old))
            {
                return new Finding(FindingKind.Answered, old, MessageResult.Silence);
            }

            var earlier = FindStored(old, message.ReceivedAt);
            stored = earlier.Kind switch
            {
                FindingKind.New => stored,
                FindingKind.Conflict => earlier with { Key = stored.Key },
                _ => earlier,
            };
        }

        return stored.Kind is FindingKind.New ? spooled : stored;
    }

    /// <summary>While the index loads, an unknown message waits until it is complete.</summary>
    private async ValueTask<Finding> FindStoredAsync(MessageKey key, DateTimeOffset arrival)
    {
        var isComplete = Seen.IsComplete;
        var stored = FindStored(key, arrival);
        if (isComplete || stored.Kind is FindingKind.Answered or FindingKind.Unanswered)
        {
            return stored;
        }

        await Seen.Loaded;
        return FindStored(key, arrival);
    }

    private Finding FindStored(MessageKey key, DateTimeOffset arrival)
    {
        var arrived = key.ArrivedAt(arrival);
        var rows = Seen.RowsOf(arrived);
        if (rows.Count == 0)
        {
            return new Finding(FindingKind.New, arrived);
        }

        var found = _components.Readers.Read(
            (Key: key, Arrival: arrival, Rows: rows),
            static (reader, message) => reader.Find(message.Key, message.Arrival, message.Rows),
            _components.Failover.ReaderFailed
        );
        if (found.Kind is not FindingKind.Damaged)
        {
            return found;
        }

        // A decision anew could be another one: the message waits for a backup, and its sender delivers it again.
        _components.DamagedRows.Found(DamagedRows.Message, found.Row);
        throw new JournalUnavailableException("The stored message is damaged.");
    }

    public ValueTask<ContactState> LoadAsync(ContactKey contact)
    {
        if (_components.Clock.HasStepped)
        {
            return LoadAfterStepAsync(contact);
        }

        if (_contacts.TryGet(contact, out var state) || _components.SpooledState.TryGetState(contact, out state))
        {
            return ValueTask.FromResult(state);
        }

        return LoadStoredAsync(contact);
    }

    /// <summary>Whatever lasts for a time is moved before a message with the new time looks at it.</summary>
    private async ValueTask<ContactState> LoadAfterStepAsync(ContactKey contact)
    {
        await _components.Clock.FollowAsync(_components.Writer);
        return _contacts.TryGet(contact, out var state) || _components.SpooledState.TryGetState(contact, out state)
            ? state
            : await LoadStoredAsync(contact);
    }

    private void FollowClock(long lastMessage, TimeSpan step)
    {
        _contacts.Clear();
        _heard.Move(lastMessage, step);
    }

    private async ValueTask<ContactState> LoadStoredAsync(ContactKey contact)
    {
        await ToPool();
        var state = _components.Readers.Read(
            contact,
            static (reader, contact) => reader.Load(contact),
            _components.Failover.ReaderFailed
        );
        if (state.IsDamaged)
        {
            _components.DamagedRows.Found(DamagedRows.Contact, DamagedRows.NumberOf(contact));
        }

        _contacts.Set(contact, state);
        return state;
    }

    /// <summary>A hanging disk must not block the socket thread.</summary>
    private static ConfiguredTaskAwaitable ToPool() =>
        Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    public ValueTask<CommitResult> CommitAsync(JournalRecord record) =>
        record.Answer is { StateAfter: { } after } answer
            ? CommitAsync(record, answer, after)
            : _components.Writer.WriteAsync(record);

    public async ValueTask CommitAsync(EventRecord report) => await _components.Writer.WriteAsync(report);

    public async ValueTask<IReadOnlyCollection<ContactKey>> ContactsOfAsync(string number) =>
        await _components.Writer.ChangeAsync(open => ContactTable.Of(open, number));

    public async ValueTask<bool> ChangeAsync(ContactKey contact, ContactState before, ContactState after)
    {
        // Whatever fails, the next message reads the state from the disk.
        _contacts.Remove(contact);
        return await _components.Writer.ChangeAsync(open => ContactTable.Write(open, contact, after));
    }

    public async ValueTask<DateTimeOffset?> LastHeardAsync(ContactKey contact)
    {
        await FollowClockAsync();
        return _components.Readers.Read(
            (_heard, contact),
            static (reader, asked) => asked._heard.Of(reader.Connection, asked.contact),
            _components.Failover.ReaderFailed
        );
    }

    /// <summary>Moves stored times if the clock was set.</summary>
    public Task FollowClockAsync() =>
        _components.Clock.HasStepped ? _components.Clock.FollowAsync(_components.Writer) : Task.CompletedTask;

    public ValueTask<bool> HasWrittenAsync(string sender) =>
        ValueTask.FromResult(
            _components.Readers.Read(
                sender,
                static (reader, asked) => Senders.HasWritten(reader.Connection, asked),
                _components.Failover.ReaderFailed
            )
        );

    public async ValueTask<OptOut> OptOutOfAsync(ContactKey contact) =>
        contact.Project.Length > 0
            ? (await LoadAsync(contact)).OptOut
            : _components.Readers.Read(
                contact,
                static (reader, contact) => ContactTable.OptOutOf(reader.Connection, contact),
                _components.Failover.ReaderFailed
            );

    public async ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body) =>
        await _components.Writer.ChangeAsync(open =>
            Quarantine.Keep(open, reason, body.Span, _components.Time.GetUtcNow())
        );

    public ValueTask<IReadOnlyList<QuarantinedBody>> QuarantinedAsync(int most) =>
        ValueTask.FromResult(
            _components.Readers.Read(
                most,
                static (reader, most) => Quarantine.List(reader.Connection, most),
                _components.Failover.ReaderFailed
            )
        );

    public ValueTask<QuarantinedBody?> ShowQuarantinedAsync(long id) =>
        ValueTask.FromResult(
            _components.Readers.Read(
                id,
                static (reader, id) => Quarantine.Find(reader.Connection, id),
                _components.Failover.ReaderFailed
            )
        );

    /// <summary>Asks the stored journal a rare question.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    public T Read<T>(Func<SqliteReader, T> question) =>
        _components.Readers.Read(question, static (reader, asked) => asked(reader), _components.Failover.ReaderFailed);

    /// <summary>Called every second: looks whether the folder is still this server's. If not, it takes no message any more.</summary>
    public void Watch(DataFolder data)
    {
        if (!data.Look(_components.LostFiles) && !_components.Health.IsOusted)
        {
            _components.Writer.Refuse();
            _components.Health.Ousted();
        }
    }

    public Retention Retention(JournalOptions options) => new(options, Seen, _components.Tombstones, _components.Time);

    /// <summary>Removes a contact from memory.</summary>
    public void Forget(ContactKey contact)
    {
        _contacts.Remove(contact);
        _heard.Forget(contact.Sender);
    }

    public void Dispose()
    {
        _closing.Cancel();
#pragma warning disable VSTHRD002 // at the very end, for a task that stops within one step
        Task.WaitAll(_loading, Checked, RowsChecked);
#pragma warning restore VSTHRD002
        _closing.Dispose();
        _components.Dispose();
        _components.Paths.RemoveTemporary();
    }

    private async ValueTask<CommitResult> CommitAsync(JournalRecord record, MessageResult answer, ContactState after)
    {
        // Whatever fails from here on, the next message reads the state from the disk.
        var committed = default(CommitResult);
        try
        {
            committed = await _components.Writer.WriteAsync(record);
        }
        finally
        {
            Remember(record.Contact, committed.IsOf(answer) ? after : null);
        }

        return committed;
    }

    private void Remember(ContactKey contact, ContactState? state)
    {
        if (state is null)
        {
            _contacts.Remove(contact);
            return;
        }

        _contacts.Set(contact, state);
    }
}
