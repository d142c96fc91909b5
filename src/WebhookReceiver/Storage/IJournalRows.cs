using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage;

/// <summary>The stored messages, as the index and the console read them: behind the answers, and never in their way.</summary>
/// <remarks>All calls block, and throw <see cref="JournalUnavailableException"/> if the store cannot be read.</remarks>
internal interface IJournalRows
{
    /// <summary>The messages written since the start: how busy the store is.</summary>
    long Written { get; }

    /// <summary>The newest number that was ever given.</summary>
    long Last();

    /// <summary>Whether the store is the one that was read up to this row: it may have been restored from an older copy.</summary>
    bool IsSame(long id, long received);

    /// <summary>The oldest row with content, from this one on.</summary>
    long OldestKept(long from);

    /// <summary>The next rows for the index.</summary>
    IndexSlice After(long after, int most);

    /// <summary>Some rows again; those that are gone are left out.</summary>
    IReadOnlyList<IndexedLine> Of(IReadOnlyList<long> ids);

    /// <summary>The numbers of the next rows, in order.</summary>
    IReadOnlyCollection<long> IdsAfter(long after, int most);

    /// <summary>Whole rows; those without content are left out.</summary>
    IReadOnlyDictionary<long, StoredRow> RowsOf(IReadOnlyCollection<long> ids);

    /// <summary>Messages as the rules saw them, in their stored form; those that are gone are left out.</summary>
    IReadOnlyDictionary<long, byte[]> DecodedOf(IReadOnlyCollection<long> ids);

    /// <summary>The newest state of a contact.</summary>
    ValueTask<ContactState> StateOfAsync(ContactKey contact);

    /// <summary>The states that hold one of the program's own values, and perhaps others, with the person's number.</summary>
    IReadOnlyList<(string Sender, ContactState State)> StatesWith(string ownName);
}

/// <summary>Rows for the index.</summary>
/// <param name="Lines">What is to be indexed. Some of them may be known already.</param>
/// <param name="Last">The next slice begins after this row; no row before it will come any more. 0: there was none.</param>
/// <param name="Received">Arrival of that row, in ticks.</param>
internal sealed record IndexSlice(IReadOnlyList<IndexedLine> Lines, long Last, long Received);
