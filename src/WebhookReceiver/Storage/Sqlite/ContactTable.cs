using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Reads and writes contact states outside of a message.</summary>
internal static class ContactTable
{
    public static IReadOnlyCollection<ContactKey> Of(SqliteConnection connection, string asked)
    {
        var contacts = new List<ContactKey>();
        using var known = new Statement(connection, "SELECT project, channel, sender FROM contact");
        while (known.Step())
        {
            if (SenderMatch.IsOf(known.Text(2), asked))
            {
                contacts.Add(new ContactKey(known.Text(0)!, known.Text(1)!, known.Text(2)!));
            }
        }

        return contacts;
    }

    /// <summary>
    /// Whether the contact opted out in any project. Iterates over the projects, not over the contacts.
    /// </summary>
    public static OptOut OptOutOf(SqliteConnection connection, ContactKey contact)
    {
        using var states = new Statement(
            connection,
            """
            WITH RECURSIVE known(project) AS (
              SELECT MIN(project) FROM contact
              UNION ALL SELECT (SELECT MIN(project) FROM contact WHERE project > known.project) FROM known WHERE known.project IS NOT NULL)
            SELECT contact.version, contact.state, contact.checksum, contact.project FROM known
            JOIN contact ON contact.project = known.project AND contact.channel = ?1 AND contact.sender = ?2
            """
        );
        states.Bind(1, contact.Channel);
        states.Bind(2, contact.Sender);
        var worst = OptOut.None;
        while (states.Step())
        {
            var stored = contact with { Project = states.Text(3)! };
            var state = StoredState.Read(stored, states.Integer(0), states.Bytes(1), states.IntegerOrNull(2));
            worst = state.OptOut > worst ? state.OptOut : worst;
        }

        return worst;
    }

    /// <summary>The next contacts in the order of their keys, and whether their states are damaged.</summary>
    public static IReadOnlyList<(ContactKey Contact, bool IsDamaged)> Check(
        SqliteConnection connection,
        ContactKey after,
        int most
    )
    {
        var contacts = new List<(ContactKey, bool)>();
        using var rows = new Statement(
            connection,
            """
            SELECT project, channel, sender, version, state, checksum FROM contact
            WHERE (project, channel, sender) > (?1, ?2, ?3) ORDER BY project, channel, sender LIMIT ?4
            """
        );
        rows.Bind(1, after.Project);
        rows.Bind(2, after.Channel);
        rows.Bind(3, after.Sender);
        rows.Bind(4, most);
        while (rows.Step())
        {
            var contact = new ContactKey(rows.Text(0)!, rows.Text(1)!, rows.Text(2)!);
            var state = StoredState.Read(contact, rows.Integer(3), rows.Bytes(4), rows.IntegerOrNull(5));
            contacts.Add((contact, state.IsDamaged));
        }

        return contacts;
    }

    /// <summary>Writes the next state; returns true.</summary>
    public static bool Write(SqliteConnection connection, ContactKey contact, ContactState state)
    {
        using var change = new Statement(
            connection,
            """
            INSERT INTO contact(project, channel, sender, version, state, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET version = excluded.version, state = excluded.state, checksum = excluded.checksum
              WHERE version <= excluded.version
            """
        );
        change.Bind(1, contact.Project);
        change.Bind(2, contact.Channel);
        change.Bind(3, contact.Sender);
        change.Bind(4, state.Version);
        change.BindOrNull(5, state.Stored);
        change.Bind(6, RowChecksum.OfContact(contact, state.Version, state.Stored.Span));
        change.Run();
        return true;
    }
}
