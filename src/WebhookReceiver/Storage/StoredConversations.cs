using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage;

/// <summary>
/// Questions about conversations and counts: the seam between the management API and the store. The index finds, the
/// journal has the texts.
/// </summary>
internal sealed class StoredConversations(
    SqliteJournal journal,
    MessageIndex index,
    IndexFiller filler,
    ContactHash contacts,
    FoldText fold
)
{
    /// <summary>A question waits so long for the index; after that it is answered with what is there.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The newest message of the journal, and of the index.</summary>
    public (long Last, long Indexed) Progress()
    {
        var last = journal.Read(reader => IndexFiller.LastOf(reader.Connection));
        return (last, index.Write(writer => writer.LastRead));
    }

    /// <summary>The words of a search; null if it has none.</summary>
    public string? WordsOf(string text) => SearchWords.Query(fold(text));

    /// <summary>People with messages that fit, the newest first, each with the newest of these messages.</summary>
    public async Task<IReadOnlyList<(FoundPerson Person, StoredRow Row)>> FindAsync(
        LineFilter filter,
        long before,
        int most,
        CancellationToken cancellationToken
    )
    {
        await filler.CatchUpAsync(LongestWait, gently: false, cancellationToken);
        return await Task.Run(
            () =>
            {
                var people = index.Read(connection => FoundPerson.Find(connection, filter, before, most));
                var rows = journal.Read(reader => RowsOf(reader, people.Select(person => person.Last)));
                return (IReadOnlyList<(FoundPerson, StoredRow)>)
                    [
                        .. people
                            .Where(person => rows.ContainsKey(person.Last))
                            .Select(person => (person, rows[person.Last])),
                    ];
            },
            cancellationToken
        );
    }

    /// <summary>The newest messages of a contact before one, the newest first.</summary>
    public async Task<IReadOnlyList<StoredRow>> MessagesOfAsync(
        string contact,
        long before,
        int most,
        CancellationToken cancellationToken
    )
    {
        await filler.CatchUpAsync(LongestWait, gently: false, cancellationToken);
        return await Task.Run(
            () =>
            {
                var ids = index.Read(connection =>
                {
                    var found = new List<long>();
                    using var lines = new Statement(
                        connection,
                        "SELECT line.id FROM line JOIN person ON person.id = line.person WHERE person.contact = ?1 AND line.id < ?2 ORDER BY line.id DESC LIMIT ?3"
                    );
                    lines.Bind(1, contact);
                    lines.Bind(2, before);
                    lines.Bind(3, most);
                    while (lines.Step())
                    {
                        found.Add(lines.Integer(0));
                    }

                    return found;
                });
                var rows = journal.Read(reader => RowsOf(reader, ids));
                return (IReadOnlyList<StoredRow>)[.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
            },
            cancellationToken
        );
    }

    /// <summary>One message; null if there is none, or its content has expired.</summary>
    public Task<StoredRow?> MessageAsync(long id) =>
        Task.Run(() => journal.Read(reader => RowsOf(reader, [id])).GetValueOrDefault(id));

    /// <summary>The newest messages to a contact in the outbox since an instant, the newest first.</summary>
    public Task<IReadOnlyList<OutboxEntry>> SentToAsync(ContactKey contact, DateTimeOffset since, int most) =>
        Task.Run(() => journal.Read(reader => OutboxTable.Of(reader.Connection, contact, since, most)));

    /// <summary>Messages of the outbox, the newest first.</summary>
    public Task<IReadOnlyList<OutboxEntry>> OutboxAsync(OutboxQuery query) =>
        Task.Run(() => journal.Read<IReadOnlyList<OutboxEntry>>(reader => OutboxTable.List(reader.Connection, query)));

    /// <summary>The number of messages that are to be sent.</summary>
    public Task<long> OpenToSendAsync() =>
        Task.Run(() =>
            journal.Read(reader => Database.Number(reader.Connection, "SELECT count(*) FROM outbox WHERE state <= 2"))
        );

    /// <summary>The state of a contact as messages see it.</summary>
    public ValueTask<ContactState> StateOfAsync(ContactKey contact) => journal.LoadAsync(contact);

    /// <summary>The hashes of all contacts whose state has one of the program's own values.</summary>
    public Task<IReadOnlySet<string>> ContactsWithAsync(string ownName, DateTimeOffset now) =>
        Task.Run(() =>
            journal.Read(reader =>
            {
                var found = new HashSet<string>(StringComparer.Ordinal);
                using var states = new Statement(
                    reader.Connection,
                    "SELECT sender, version, state FROM contact WHERE instr(state, CAST(?1 AS BLOB)) > 0"
                );
                states.Bind(1, $"\"{ContactState.OwnPrefix}{ownName}\"");
                while (states.Step())
                {
                    var state = ContactState.Read(states.Integer(1), states.Bytes(2).ToArray());
                    if (state.ViewAt(now).Own.ContainsKey(ownName))
                    {
                        found.Add(contacts.Of(states.Text(0)!));
                    }
                }

                return (IReadOnlySet<string>)found;
            })
        );

    /// <summary>Reads the index as it stands after a short wait.</summary>
    public async Task<T> CountAsync<T>(
        Func<Microsoft.Data.Sqlite.SqliteConnection, T> question,
        CancellationToken cancellationToken
    )
    {
        await filler.CatchUpAsync(LongestWait, gently: false, cancellationToken);
        return await Task.Run(() => index.Read(question), cancellationToken);
    }

    /// <summary>Messages as the rules saw them, without their raw bodies; those that are gone are left out.</summary>
    public Task<IReadOnlyDictionary<long, IncomingMessage>> TextsAsync(
        IReadOnlyList<long> ids,
        CancellationToken cancellationToken
    ) =>
        Task.Run(
            () =>
                journal.Read(reader =>
                {
                    var texts = new Dictionary<long, IncomingMessage>(ids.Count);
                    using var row = new Statement(reader.Connection, "SELECT decoded FROM message WHERE id = ?1");
                    foreach (var id in ids)
                    {
                        row.Bind(1, id);
                        if (row.Step() && row.Bytes(0) is { Length: > 0 } decoded)
                        {
                            texts[id] = StoredMessage.Read(decoded.ToArray());
                        }

                        row.Reset();
                    }

                    return (IReadOnlyDictionary<long, IncomingMessage>)texts;
                }),
            cancellationToken
        );

    private static Dictionary<long, StoredRow> RowsOf(SqliteReader reader, IEnumerable<long> ids)
    {
        var rows = new Dictionary<long, StoredRow>();
        using var row = new Statement(
            reader.Connection,
            $"SELECT {JournalArchive.Columns} FROM message WHERE id = ?1 AND decoded IS NOT NULL"
        );
        foreach (var id in ids)
        {
            row.Bind(1, id);
            if (row.Step())
            {
                rows[id] = StoredRow.Read(row);
            }

            row.Reset();
        }

        return rows;
    }
}
