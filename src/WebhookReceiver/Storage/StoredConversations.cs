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
    IJournalRows rows,
    IJournal journal,
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
        return (rows.Last(), index.Write(writer => writer.LastRead));
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
                var newest = rows.RowsOf([.. people.Select(person => person.Last)]);
                return (IReadOnlyList<(FoundPerson, StoredRow)>)
                    [
                        .. people
                            .Where(person => newest.ContainsKey(person.Last))
                            .Select(person => (person, newest[person.Last])),
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
                var stored = rows.RowsOf(ids);
                return (IReadOnlyList<StoredRow>)[.. ids.Where(stored.ContainsKey).Select(id => stored[id])];
            },
            cancellationToken
        );
    }

    /// <summary>One message; null if there is none, or its content has expired.</summary>
    public Task<StoredRow?> MessageAsync(long id) => Task.Run(() => rows.RowsOf([id]).GetValueOrDefault(id));

    /// <summary>The newest messages to a contact in the outbox since an instant, the newest first.</summary>
    public Task<IReadOnlyList<OutboxEntry>> SentToAsync(ContactKey contact, DateTimeOffset since, int most) =>
        journal.Outbox.SentToAsync(contact, since, most);

    /// <summary>Messages of the outbox, the newest first.</summary>
    public Task<IReadOnlyList<OutboxEntry>> OutboxAsync(OutboxQuery query) => journal.Outbox.ListAsync(query);

    /// <summary>The number of messages that are to be sent.</summary>
    public Task<long> OpenToSendAsync() => journal.Outbox.CountOpenAsync();

    /// <summary>The state of a contact as messages see it.</summary>
    public ValueTask<ContactState> StateOfAsync(ContactKey contact) => rows.StateOfAsync(contact);

    /// <summary>The hashes of all contacts whose state has one of the program's own values.</summary>
    public Task<IReadOnlySet<string>> ContactsWithAsync(string ownName, DateTimeOffset now) =>
        Task.Run(() =>
            (IReadOnlySet<string>)
                rows.StatesWith(ownName)
                    .Where(one => one.State.ViewAt(now).Own.ContainsKey(ownName))
                    .Select(one => contacts.Of(one.Sender))
                    .ToHashSet(StringComparer.Ordinal)
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
                (IReadOnlyDictionary<long, IncomingMessage>)
                    rows.DecodedOf(ids).ToDictionary(one => one.Key, one => StoredMessage.Read(one.Value)),
            cancellationToken
        );
}
