using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Who wrote. No index: it would cost every message, and the question is rare.</summary>
internal static class Senders
{
    public static bool HasWritten(SqliteConnection connection, string sender)
    {
        // Earlier builds stored the sender as written, or under another spelling as the contact.
        var contact = ContactId.Of(sender);
        using var first = new Statement(connection, "SELECT 1 FROM message WHERE sender IN (?1, ?2, ?3) LIMIT 1");
        first.Bind(1, sender);
        first.Bind(2, contact);
        first.Bind(3, OldMobiles.Old(contact));
        return first.Step();
    }

    public static HashSet<string> All(SqliteConnection connection)
    {
        var senders = new HashSet<string>(StringComparer.Ordinal);
        using var all = new Statement(connection, "SELECT DISTINCT sender FROM message WHERE sender IS NOT NULL");
        while (all.Step())
        {
            senders.Add(all.Text(0)!);
            senders.Add(ContactId.Of(all.Text(0)!));
        }

        return senders;
    }
}
