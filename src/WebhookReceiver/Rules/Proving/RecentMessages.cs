using Microsoft.Data.Sqlite;
using WebhookReceiver.Journal.Sqlite;

namespace WebhookReceiver.Rules.Proving;

/// <summary>The newest messages of the journal, to hold new rules against.</summary>
internal sealed class RecentMessages(string? database)
{
    /// <summary>The newest messages that were decided, newest first; none if there is no journal, or it cannot be read now.</summary>
    public IReadOnlyList<PastMessage> Newest(int count)
    {
        if (count == 0 || !File.Exists(database))
        {
            return [];
        }

        try
        {
            using var archive = JournalArchive.Open(database);
            return [.. archive.Find(asked: null, count).Select(PastOf).OfType<PastMessage>()];
        }
        catch (Exception e) when (e is StartRefusedException or SqliteException)
        {
            // The journal says itself what ails it; new rules need not wait for that.
            return [];
        }
    }

    private static PastMessage? PastOf(StoredRow row) =>
        row is { Reply: { } reply, Message: { } message }
            ? new PastMessage(row.Id, message, row.RuleName, reply, ForeignAnswers.Read(row.ForeignResults))
            {
                Own = row.ContactBefore.Own,
            }
            : null;
}
