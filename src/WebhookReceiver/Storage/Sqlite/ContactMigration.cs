using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Joins the states that earlier builds kept for one person under several spellings of the number, see
/// <see cref="ContactId"/>. Keys and senders of messages stay, so that redeliveries are known again.
/// </summary>
internal static class ContactMigration
{
    /// <summary>Runs in the caller's transaction; idempotent.</summary>
    /// <returns>The number of rows that had another spelling.</returns>
    public static int Run(SqliteConnection connection)
    {
        var spelled = Spelled(connection, "contact");
        if (spelled.Count > 0)
        {
            JoinStates(connection, spelled);
        }

        var ordered = Spelled(connection, "outbox");
        foreach (var contact in ordered)
        {
            Rename(connection, contact, PersonOf(contact));
        }

        return spelled.Count + ordered.Count;
    }

    private static ContactKey PersonOf(ContactKey contact) =>
        ContactKey.Of(contact.Project, contact.Channel, contact.Sender);

    private static List<ContactKey> Spelled(SqliteConnection connection, string table)
    {
        var found = new List<ContactKey>();
        using var rows = new Statement(connection, $"SELECT DISTINCT project, channel, sender FROM {table}");
        while (rows.Step())
        {
            var contact = new ContactKey(rows.Text(0)!, rows.Text(1)!, rows.Text(2)!);
            if (PersonOf(contact) != contact)
            {
                found.Add(contact);
            }
        }

        return found;
    }

    private static void JoinStates(SqliteConnection connection, List<ContactKey> spelled)
    {
        var last = LastMessages(connection, [.. spelled.Select(PersonOf)]);
        foreach (var (person, contacts) in spelled.GroupBy(PersonOf).Select(group => (group.Key, group.ToList())))
        {
            var states = contacts
                .Append(person)
                .Select(contact => (State: Load(connection, contact), Last: last.GetValueOrDefault(contact)))
                .Where(known => known.State is not null)
                .OrderByDescending(known => known.Last)
                .ThenByDescending(known => known.State!.Version)
                .Select(known => known.State!);
            Write(connection, person, states.Aggregate((newer, older) => newer.JoinedWith(older)));
            contacts.ForEach(contact => Delete(connection, contact));
        }
    }

    /// <summary>The newest message of each spelling of these people; of a message whose content is gone nothing is known.</summary>
    private static Dictionary<ContactKey, long> LastMessages(SqliteConnection connection, HashSet<ContactKey> people)
    {
        var last = new Dictionary<ContactKey, long>();
        using var rows = new Statement(
            connection,
            "SELECT id, decoded FROM message WHERE decoded IS NOT NULL ORDER BY id"
        );
        while (rows.Step())
        {
            var message = StoredMessage.Read(rows.Bytes(1).ToArray());
            if (people.Contains(ContactKey.Of(message)))
            {
                last[new ContactKey(message.Project, message.Channel, message.Sender)] = rows.Integer(0);
            }
        }

        return last;
    }

    private static ContactState? Load(SqliteConnection connection, ContactKey contact)
    {
        using var row = new Statement(
            connection,
            "SELECT version, state FROM contact WHERE project = ?1 AND channel = ?2 AND sender = ?3"
        );
        Bind(row, contact);
        return row.Step() ? ContactState.Read(row.Integer(0), row.Bytes(1).ToArray()) : null;
    }

    private static void Write(SqliteConnection connection, ContactKey contact, ContactState state)
    {
        using var write = new Statement(
            connection,
            "INSERT OR REPLACE INTO contact(project, channel, sender, version, state, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
        );
        Bind(write, contact);
        write.Bind(4, state.Version);
        write.BindOrNull(5, state.Stored);
        write.Bind(6, RowChecksum.OfContact(contact, state.Version, state.Stored.Span));
        write.Run();
    }

    private static void Delete(SqliteConnection connection, ContactKey contact)
    {
        using var delete = new Statement(
            connection,
            "DELETE FROM contact WHERE project = ?1 AND channel = ?2 AND sender = ?3"
        );
        Bind(delete, contact);
        delete.Run();
    }

    private static void Rename(SqliteConnection connection, ContactKey contact, ContactKey person)
    {
        using var rename = new Statement(
            connection,
            "UPDATE outbox SET sender = ?4, checksum = NULL WHERE project = ?1 AND channel = ?2 AND sender = ?3"
        );
        Bind(rename, contact);
        rename.Bind(4, person.Sender);
        rename.Run();
    }

    private static void Bind(Statement statement, ContactKey contact)
    {
        statement.Bind(1, contact.Project);
        statement.Bind(2, contact.Channel);
        statement.Bind(3, contact.Sender);
    }
}
