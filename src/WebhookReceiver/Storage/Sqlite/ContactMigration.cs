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
            var rows = contacts.Append(person).Select(contact => Load(connection, contact)).OfType<Row>().ToList();
            var states = rows.Where(row => !row.State.IsDamaged)
                .OrderByDescending(row => last.GetValueOrDefault(row.Contact))
                .ThenByDescending(row => row.State.Version)
                .Select(row => row.State)
                .ToList();
            var joined = states.Count == 0 ? null : states.Aggregate((newer, older) => newer.JoinedWith(older));
            if (rows.Find(row => row.State.IsDamaged) is { } damaged && joined is not { IsStopped: true })
            {
                // Whether this person opted out, nobody knows: the joined row stays damaged, and says so.
                Write(connection, person, damaged.Version, damaged.Stored, Wrong(person, damaged));
            }
            else if (joined is not null)
            {
                Write(
                    connection,
                    person,
                    joined.Version,
                    joined.Stored,
                    RowChecksum.OfContact(person, joined.Version, joined.Stored.Span)
                );
            }

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

    private static Row? Load(SqliteConnection connection, ContactKey contact)
    {
        using var row = new Statement(
            connection,
            "SELECT version, state, checksum FROM contact WHERE project = ?1 AND channel = ?2 AND sender = ?3"
        );
        Bind(row, contact);
        if (!row.Step())
        {
            return null;
        }

        var stored = row.Bytes(1).ToArray();
        return new Row(
            contact,
            row.Integer(0),
            stored,
            StoredState.Read(contact, row.Integer(0), stored, row.IntegerOrNull(2))
        );
    }

    private static long Wrong(ContactKey contact, Row row) =>
        ~RowChecksum.OfContact(contact, row.Version, row.Stored.Span);

    private static void Write(
        SqliteConnection connection,
        ContactKey contact,
        long version,
        ReadOnlyMemory<byte> stored,
        long checksum
    )
    {
        using var write = new Statement(
            connection,
            "INSERT OR REPLACE INTO contact(project, channel, sender, version, state, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
        );
        Bind(write, contact);
        write.Bind(4, version);
        write.BindOrNull(5, stored);
        write.Bind(6, checksum);
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

    /// <summary>A right checksum becomes the right one of the new recipient, a wrong one stays wrong.</summary>
    private static void Rename(SqliteConnection connection, ContactKey contact, ContactKey person)
    {
        var checksums = new List<(long Id, long? Checksum)>();
        using (
            var rows = new Statement(
                connection,
                "SELECT id, reference, body, checksum FROM outbox WHERE project = ?1 AND channel = ?2 AND sender = ?3"
            )
        )
        {
            Bind(rows, contact);
            while (rows.Step())
            {
                var reference = rows.Text(1)!;
                var isRight = rows.IntegerOrNull(3) == RowChecksum.OfEntry(contact, reference, rows.Bytes(2));
                checksums.Add(
                    (
                        rows.Integer(0),
                        isRight ? RowChecksum.OfEntry(person, reference, rows.Bytes(2)) : rows.IntegerOrNull(3)
                    )
                );
            }
        }

        using var rename = new Statement(connection, "UPDATE outbox SET sender = ?2, checksum = ?3 WHERE id = ?1");
        foreach (var (id, checksum) in checksums)
        {
            rename.Bind(1, id);
            rename.Bind(2, person.Sender);
            rename.BindOrNull(3, checksum);
            rename.Run();
        }
    }

    private static void Bind(Statement statement, ContactKey contact)
    {
        statement.Bind(1, contact.Project);
        statement.Bind(2, contact.Channel);
        statement.Bind(3, contact.Sender);
    }

    /// <summary>A row as it is stored.</summary>
    private sealed record Row(ContactKey Contact, long Version, ReadOnlyMemory<byte> Stored, ContactState State);
}
