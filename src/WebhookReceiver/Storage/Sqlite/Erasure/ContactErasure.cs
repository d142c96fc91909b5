using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>
/// Erases a contact from the tables: messages, replies, state, outbox entries, events and unreadable bodies that name
/// it. A keyed hash per message remains. <see cref="SecureErase"/> wipes the bytes afterwards.
/// </summary>
internal static class ContactErasure
{
    /// <summary>The contacts that match an operator's number.</summary>
    public static IReadOnlySet<ContactKey> ContactsOf(SqliteConnection connection, string asked)
    {
        var contacts = new HashSet<ContactKey>();
        using (var known = new Statement(connection, "SELECT project, channel, sender FROM contact"))
        {
            while (known.Step())
            {
                if (SenderMatch.IsOf(known.Text(2), asked))
                {
                    contacts.Add(new ContactKey(known.Text(0)!, known.Text(1)!, known.Text(2)!));
                }
            }
        }

        using var written = new Statement(connection, "SELECT sender, decoded FROM message");
        while (written.Step())
        {
            if (SenderMatch.IsOf(written.Text(0), asked) && !written.IsNull(1))
            {
                contacts.Add(ContactKey.Of(StoredMessage.Read(written.Bytes(1).ToArray())));
            }
        }

        return contacts;
    }

    /// <returns>The erased messages.</returns>
    public static IReadOnlyCollection<(long Id, byte[]? Key)> Run(
        SqliteConnection connection,
        string asked,
        Tombstones tombstones,
        long now
    )
    {
        var erased = MessagesOf(connection, asked);
        using var insert = new Statement(
            connection,
            "INSERT INTO tombstone(hash, stored) VALUES(?1, ?2) ON CONFLICT DO NOTHING"
        );
        using var delete = new Statement(connection, "DELETE FROM message WHERE id = ?1");
        foreach (var (id, key) in erased)
        {
            if (key is not null)
            {
                var hash = tombstones.HashOf(key);
                insert.Bind(1, hash);
                insert.Bind(2, now);
                insert.Run();
                tombstones.Add(hash);
            }

            delete.Bind(1, id);
            delete.Run();
        }

        NoteVersions(connection, asked);
        DeleteWhereSender(connection, "contact", asked);
        DeleteWhereSender(connection, "outbox", asked);
        DeleteWhereSender(connection, "outbox", asked, column: "about");
        foreach (var spelling in OldMobiles.Spellings(asked))
        {
            DeleteEventsThatName(connection, spelling);
            DeleteBodiesThatName(connection, spelling);
        }

        return erased;
    }

    private static List<(long Id, byte[]? Key)> MessagesOf(SqliteConnection connection, string asked)
    {
        var found = new List<(long, byte[]?)>();
        using var all = new Statement(connection, "SELECT id, sender, key FROM message");
        while (all.Step())
        {
            if (SenderMatch.IsOf(all.Text(1), asked))
            {
                found.Add((all.Integer(0), all.IsNull(2) ? null : all.Bytes(2).ToArray()));
            }
        }

        return found;
    }

    private static void NoteVersions(SqliteConnection connection, string asked)
    {
        var last = Watermarks.Of(connection, Watermarks.ContactVersion);
        using var all = new Statement(connection, "SELECT sender, version FROM contact");
        while (all.Step())
        {
            // Versions that follow a damaged state are of another range.
            if (
                SenderMatch.IsOf(all.Text(0), asked)
                && all.Integer(1) is var version and > 0
                && version < ContactState.Damaged.Version
            )
            {
                last = Math.Max(last, version);
            }
        }

        if (last > 0)
        {
            Watermarks.Set(connection, Watermarks.ContactVersion, last);
        }
    }

    private static void DeleteWhereSender(
        SqliteConnection connection,
        string table,
        string asked,
        string column = "sender"
    )
    {
        var senders = new HashSet<string>(StringComparer.Ordinal);
        using (var all = new Statement(connection, $"SELECT DISTINCT {column} FROM {table}"))
        {
            while (all.Step())
            {
                if (SenderMatch.IsOf(all.Text(0), asked))
                {
                    senders.Add(all.Text(0)!);
                }
            }
        }

        using var delete = new Statement(connection, $"DELETE FROM {table} WHERE {column} = ?1");
        foreach (var sender in senders)
        {
            delete.Bind(1, sender);
            delete.Run();
        }
    }

    private static void DeleteBodiesThatName(SqliteConnection connection, string asked)
    {
        var digits = SenderMatch.DigitsOf(asked);
        using var delete = new Statement(connection, "DELETE FROM quarantine WHERE instr(body, CAST(?1 AS BLOB)) > 0");
        delete.Bind(1, digits.Length > 0 ? digits : asked);
        delete.Run();
    }

    // An event that names several contacts is deleted whole: the outbox has its news about the others.
    private static void DeleteEventsThatName(SqliteConnection connection, string asked)
    {
        var named = new List<long>();
        using (var all = new Statement(connection, "SELECT id, raw FROM event WHERE instr(raw, CAST(?1 AS BLOB)) > 0"))
        {
            var digits = SenderMatch.DigitsOf(asked);
            all.Bind(1, digits.Length > 0 ? digits : asked);
            while (all.Step())
            {
                if (EventMatch.Has(all.Bytes(1).ToArray(), asked))
                {
                    named.Add(all.Integer(0));
                }
            }
        }

        using var delete = new Statement(connection, "DELETE FROM event WHERE id = ?1");
        foreach (var id in named)
        {
            delete.Bind(1, id);
            delete.Run();
        }
    }
}
