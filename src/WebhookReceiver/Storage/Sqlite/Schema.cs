using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The tables, as migration steps that never change after release. Each step commits together with its number, so a
/// process killed half-way has done none of it.
/// </summary>
internal static class Schema
{
    internal static readonly string[] Steps =
    [
        // seen: the unique index of keys. key: 24 bytes, empty once the message is too old for a redelivery. stored:
        // seconds, never falling from row to row whatever the clock does; received: ticks, UTC. reply: empty while the
        // message is received but unanswered.
        """
            CREATE TABLE message(
              id INTEGER PRIMARY KEY,
              key BLOB,
              stored INTEGER NOT NULL,
              received INTEGER NOT NULL,
              seed INTEGER NOT NULL,
              sender TEXT,
              rule TEXT,
              book TEXT,
              micros INTEGER,
              reply BLOB,
              state_before BLOB,
              foreign_results BLOB,
              decoded BLOB,
              raw BLOB
            );
            CREATE TABLE seen(key BLOB PRIMARY KEY, message INTEGER NOT NULL) WITHOUT ROWID;
            CREATE INDEX message_unanswered ON message(id) WHERE reply IS NULL;
            CREATE TABLE contact(
              project TEXT NOT NULL,
              channel TEXT NOT NULL,
              sender TEXT NOT NULL,
              version INTEGER NOT NULL,
              state BLOB,
              PRIMARY KEY(project, channel, sender)
            ) WITHOUT ROWID;
            CREATE TABLE follow_up(
              id INTEGER PRIMARY KEY,
              message INTEGER NOT NULL,
              project TEXT NOT NULL,
              channel TEXT NOT NULL,
              sender TEXT NOT NULL,
              due INTEGER NOT NULL,
              body BLOB NOT NULL
            );
            CREATE INDEX follow_up_due ON follow_up(due);
            CREATE TABLE tombstone(hash BLOB PRIMARY KEY, stored INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE quarantine(hash BLOB PRIMARY KEY, stored INTEGER NOT NULL, reason TEXT NOT NULL, body BLOB NOT NULL);
            CREATE TABLE mark(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE erasure(id INTEGER PRIMARY KEY, sender TEXT NOT NULL, done INTEGER);
            """,
        // outbox: the messages to send, see OutboxState; times are ticks, UTC. reference: our name for an entry, the
        // platform's are push_id and message_id. served: counts the takings, for round robin over contacts.
        """
            CREATE TABLE outbox(
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              reference TEXT NOT NULL UNIQUE,
              message INTEGER,
              project TEXT NOT NULL,
              channel TEXT NOT NULL,
              sender TEXT NOT NULL,
              topic TEXT,
              created INTEGER NOT NULL,
              due INTEGER NOT NULL,
              expires INTEGER,
              state INTEGER NOT NULL,
              attempts INTEGER NOT NULL,
              next INTEGER NOT NULL,
              changed INTEGER NOT NULL,
              served INTEGER,
              push_id TEXT,
              message_id TEXT,
              detail TEXT,
              body BLOB NOT NULL
            );
            CREATE INDEX outbox_open ON outbox(project, channel, sender, due, id) WHERE state <= 2;
            CREATE INDEX outbox_served ON outbox(project, channel, sender, served);
            CREATE INDEX outbox_message_id ON outbox(message_id) WHERE message_id IS NOT NULL;
            INSERT INTO outbox(reference, message, project, channel, sender, created, due, state, attempts, next, changed, body)
              SELECT 'wr-' || id, message, project, channel, sender, due, due, 0, 0, due, due, body FROM follow_up ORDER BY id;
            DROP TABLE follow_up;
            """,
        // event: the platform's reports, once per content; times: the number of arrivals. about: the contact who
        // caused an entry for another recipient.
        """
            CREATE TABLE event(
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              hash BLOB NOT NULL UNIQUE,
              stored INTEGER NOT NULL,
              received INTEGER NOT NULL,
              last INTEGER NOT NULL,
              times INTEGER NOT NULL,
              kind INTEGER NOT NULL,
              event_id TEXT NOT NULL,
              project TEXT NOT NULL,
              raw BLOB NOT NULL
            );
            ALTER TABLE outbox ADD COLUMN about TEXT;
            """,
        // failures, failing: number and start of the platform's failures. turn: the contact's last taking, the same
        // in all its open entries; so the next contacts come first in an index, without a sort.
        """
            ALTER TABLE outbox ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE outbox ADD COLUMN failing INTEGER;
            ALTER TABLE outbox ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
            UPDATE outbox SET turn = ifnull((
              SELECT max(served) FROM outbox AS other
              WHERE other.project = outbox.project AND other.channel = outbox.channel AND other.sender = outbox.sender
            ), 0) WHERE state <= 2;
            CREATE INDEX outbox_turn ON outbox(turn, due, id, next, state) WHERE state < 2;
            CREATE INDEX outbox_next ON outbox(next, state) WHERE state < 2;
            CREATE INDEX outbox_expires ON outbox(expires) WHERE state < 2;
            """,
        // seen: the first eleven bytes of the key; the row has the others. Half the size of the full key. The first
        // builds had no such table.
        """
            CREATE TABLE IF NOT EXISTS seen(key BLOB PRIMARY KEY, message INTEGER NOT NULL) WITHOUT ROWID;
            ALTER TABLE seen RENAME TO seen_by_key;
            CREATE TABLE seen(key BLOB NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(key, message)) WITHOUT ROWID;
            INSERT INTO seen SELECT substr(key, 1, 11), message FROM seen_by_key WHERE length(key) = 24 ORDER BY key;
            DROP TABLE seen_by_key;
            """,
        // message_key: append-only, read once at start into SeenIndex. From here on the key format is part of the
        // schema: KeyMigration has renewed the keys of earlier builds.
        """
            DROP TABLE seen;
            DROP INDEX IF EXISTS message_key;
            CREATE INDEX message_key ON message(id, key) WHERE key IS NOT NULL;
            UPDATE mark SET name = 'last-message' WHERE name = 'keys-merged';
            """,
        // checksum: see RowChecksum; empty in rows of earlier builds. tries, asked: deliveries whose external code began, and the plug-ins
        // that are left out with the one that was asked last, see PendingMessage; empty once answered.
        """
            ALTER TABLE message ADD COLUMN checksum INTEGER;
            ALTER TABLE message ADD COLUMN tries INTEGER;
            ALTER TABLE message ADD COLUMN asked TEXT;
            ALTER TABLE contact ADD COLUMN checksum INTEGER;
            ALTER TABLE outbox ADD COLUMN checksum INTEGER;
            """,
        // contact, outbox: sender is the person, whatever the spelling of the number; ContactMigration has joined the
        // rows of earlier builds.
        "SELECT 1",
        // The same once more: Argentine numbers with and without the 9, and addresses such as 447700900123@c.us, are one person's.
        "SELECT 1",
        // guard: a checksum of when and whether an entry goes out, see OutboxGuard. It changes along with these columns, so that damage stays
        // damage; empty in rows that were salvaged from an earlier build.
        """
            ALTER TABLE outbox ADD COLUMN guard INTEGER;
            UPDATE outbox SET guard = (due % 1000000007) * 1009 + (ifnull(expires, -1) % 998244353) * 3 + (next % 999999937) * 7 + state * 13;
            CREATE TRIGGER outbox_guard AFTER UPDATE OF due, expires, next, state ON outbox BEGIN
              UPDATE outbox SET guard = OLD.guard
                + (NEW.due % 1000000007) * 1009 + (ifnull(NEW.expires, -1) % 998244353) * 3 + (NEW.next % 999999937) * 7 + NEW.state * 13
                - (OLD.due % 1000000007) * 1009 - (ifnull(OLD.expires, -1) % 998244353) * 3 - (OLD.next % 999999937) * 7 - OLD.state * 13
              WHERE id = NEW.id;
            END;
            """,
    ];

    /// <summary>The step before which all keys are renewed, in its transaction.</summary>
    private const int KeysRenewed = 6;

    /// <summary>The step before which the states of one person are joined, in its transaction.</summary>
    private const int ContactsJoined = 8;

    /// <summary>The same, under more spellings.</summary>
    private const int ContactsJoinedAgain = 9;

    public static int Version => Steps.Length;

    /// <summary>Migrates the file to this version; a killed process resumes at the step where it stopped.</summary>
    /// <returns>True if the file had no tables.</returns>
    /// <exception cref="StartRefusedException">The file is of a later version, or of another program.</exception>
    /// <exception cref="SqliteException">Tables are missing that must be there.</exception>
    public static bool Migrate(SqliteConnection connection, string path)
    {
        var isEmpty = SchemaCheck.Run(connection, path);
        Migrate(connection, path, Steps);
        return isEmpty;
    }

    internal static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string> steps)
    {
        var version = (int)Database.Number(connection, "PRAGMA user_version");
        if (version > steps.Count)
        {
            throw new StartRefusedException(
                $"The journal {path} was written by a later version of this program (schema {version}, this one knows {steps.Count}). "
                    + "Start that version, or restore a backup made before the update. Nothing was changed."
            );
        }

        for (; version < steps.Count; version++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (version + 1 == KeysRenewed)
            {
                KeyMigration.Run(connection, hasChecksums: false);
            }

            if (version + 1 is ContactsJoined or ContactsJoinedAgain)
            {
                ContactMigration.Run(connection);
            }

            Database.Execute(connection, $"{steps[version]}; PRAGMA user_version = {version + 1};", transaction);
            transaction.Commit();
        }
    }
}
