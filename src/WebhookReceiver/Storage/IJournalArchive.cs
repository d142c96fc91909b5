using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage;

/// <summary>The stored journal as commands read it, with or without a running server. All calls block.</summary>
internal interface IJournalArchive : IDisposable
{
    StoredRow? Show(long id);

    /// <summary>The newest messages of a sender or with a text, newest first; <see langword="null"/>: all.</summary>
    IEnumerable<StoredRow> Find(string? asked, int limit);

    /// <summary>All messages since an instant, oldest first.</summary>
    IEnumerable<StoredRow> Export(DateTimeOffset since);

    StoredEvent? ShowEvent(long id);

    OutboxEntry? ShowToSend(long id);

    /// <summary>Events about a contact, newest first; <see langword="null"/>: all.</summary>
    IEnumerable<StoredEvent> FindEvents(string? asked, int limit);

    /// <summary>All events since an instant, oldest first.</summary>
    IEnumerable<StoredEvent> ExportEvents(DateTimeOffset since);

    /// <summary>Outbox entries for a contact, newest first; <see langword="null"/>: for all.</summary>
    IEnumerable<OutboxEntry> FindToSend(string? asked, int limit);

    /// <summary>Bodies that could not be read, newest first.</summary>
    IReadOnlyList<QuarantinedBody> Quarantined(int most);

    QuarantinedBody? ShowQuarantined(long id);

    /// <summary>The number of rows of each kind.</summary>
    JournalCounts Count();
}

/// <summary>Opens the journal of the running server for reading; <see langword="null"/>: there is none.</summary>
internal delegate IJournalArchive? OpenArchive();
