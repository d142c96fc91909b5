using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Processing;

/// <summary>Reads the newest messages from the journal, see <see cref="RecentMessages"/>.</summary>
internal sealed class JournalledMessages(OpenArchive open)
{
    /// <summary>
    /// The newest decided messages, newest first. None if there is no journal, or if it cannot be read now.
    /// </summary>
    public IReadOnlyList<PastMessage> Newest(int count)
    {
        try
        {
            using var archive = count == 0 ? null : open();
            return archive is null ? [] : [.. archive.Find(asked: null, count).Select(PastOf).OfType<PastMessage>()];
        }
        catch (Exception e) when (e is StartRefusedException or SqliteException or JournalUnavailableException)
        {
            // The journal reports its own faults; new rules need not wait for it.
            return [];
        }
    }

    /// <summary>A row as a replay needs it; null if it has no answer or no content.</summary>
    public static PastMessage? PastOf(StoredRow row) =>
        row is { Reply: { } reply, Message: { } message }
            ? new PastMessage(row.Id, message, row.RuleName, reply, ExternalResults.Read(row.ExternalResults))
            {
                Own = row.ContactBefore.Own,
            }
            : null;
}
