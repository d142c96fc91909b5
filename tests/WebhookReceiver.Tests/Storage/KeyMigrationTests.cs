using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Spool;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Journals from builds before schema 6: identities made with SHA-256, and a separate index.</summary>
public sealed class KeyMigrationTests
{
    [Fact]
    public async Task Replies_given_under_the_old_identity_are_given_again_and_borrowed_ids_are_told()
    {
        using var rig = new JournalRig();
        var first = await rig.DeliverAsync(rig.Message("id-1"));
        var second = await rig.DeliverAsync(rig.Message(id: null));
        var present = Keys(rig);
        MakeOld(rig, rig.Message("id-1"));
        Assert.NotEqual(present, Keys(rig));
        rig.Open();

        Assert.Equal(present, Keys(rig));
        Assert.Equal(first, await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(second, await rig.DeliverAsync(rig.Message(id: null)));
        Assert.Equal(2, rig.Decided);
        Assert.False(rig.Sqlite.Seen.HasOldIdentities);
        await rig.DeliverAsync(rig.Message("id-1", "other content"));
        Assert.Equal(1, rig.Processing.Conflicts);
    }

    [Fact]
    public async Task A_message_without_its_body_is_found_under_the_old_identity_until_ids_expire()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1");
        await rig.DeliverAsync(message);
        MakeOld(rig, message, "UPDATE message SET raw = NULL, decoded = NULL, sender = NULL");
        rig.Open();

        Assert.Equal("reply 1", await rig.DeliverAsync(message));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1", "other content")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1", "other content")));
        Assert.Equal(1, rig.Processing.Conflicts);

        var retention = rig.Sqlite.Retention(rig.Options);
        rig.Time.Advance(TimeSpan.FromDays(7));
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.True(rig.Sqlite.Seen.HasOldIdentities);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.False(rig.Sqlite.Seen.HasOldIdentities);
        Assert.Equal(0, rig.Count("SELECT count(*) FROM mark WHERE name = 'old-identities'"));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task A_message_that_was_erased_under_the_old_identity_is_not_decided_anew()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1");
        var key = new byte[MessageKey.Length];
        JournalRig.KeyOf(message).UnderOldIdentity(message).WriteTo(key);
        var hash = rig.Sqlite.Tombstones.HashOf(key);
        MakeOld(
            rig,
            message,
            $"INSERT INTO tombstone VALUES(x'{Convert.ToHexString(hash)}', {rig.Time.GetUtcNow().ToUnixTimeSeconds()})"
        );
        rig.Open();

        Assert.Equal("{}", await rig.DeliverAsync(message));
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-2")));
    }

    [Fact]
    public async Task While_the_store_fails_new_messages_are_answered_under_both_identities()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1");
        await rig.DeliverAsync(message);
        MakeOld(rig, message, "UPDATE message SET raw = NULL");
        rig.Open();
        await rig.Sqlite.Seen.Loaded;
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);

        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("during")));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("during as well")));
        Assert.Equal("reply 1", await rig.DeliverAsync(message));
    }

    [Theory]
    [InlineData("id-1")]
    [InlineData(null)]
    public void A_record_spooled_by_an_earlier_build_gets_the_present_key(string? id)
    {
        using var rig = new JournalRig();
        var message = rig.Message(id);
        var present = JournalRig.KeyOf(message).ArrivedAt(message.ReceivedAt);
        var record = new JournalRecord
        {
            Key = present.UnderOldIdentity(message),
            Contact = ContactKey.Of(message),
            ReceivedAt = message.ReceivedAt,
            Raw = message.Raw,
            Decoded = StoredMessage.ToJson(message),
            Answer = MessageResult.Of("reply 1"u8.ToArray()),
        };
        Assert.Equal(present, Again(record).Key);
        Assert.Equal(present, Again(record with { Key = present }).Key);
        // Without a usable body the key stays unchanged.
        Assert.Equal(record.Key, Again(record with { Raw = "{}"u8.ToArray() }).Key);
    }

    [Fact]
    public async Task A_migration_that_breaks_off_leaves_the_journal_as_it_was_and_begins_again()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1");
        await rig.DeliverAsync(message);
        MakeOld(rig, message);
        var before = Keys(rig);

        using (var connection = Database.OpenForWriting(rig.Paths.Database))
        {
            string[] broken = [.. Schema.Steps[..5], $"{Schema.Steps[5]} SELECT nonsense"];
            Assert.Throws<SqliteException>(() => Schema.Migrate(connection, rig.Paths.Database, broken));
        }

        Assert.Equal(5, rig.Count("PRAGMA user_version"));
        Assert.Equal(before, Keys(rig));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM seen"));

        rig.Open();
        Assert.Equal("reply 1", await rig.DeliverAsync(message));
    }

    [Fact]
    public async Task A_journal_that_was_damaged_before_it_was_migrated_is_saved_with_present_keys()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1");
        await rig.DeliverAsync(message);
        var present = Keys(rig);
        MakeOld(rig, message);
        var aside = DatabaseRecovery.SetAside(rig.Paths.Database, rig.Time.GetUtcNow());
        rig.Open();
        Assert.Equal(
            1,
            await rig.Sqlite.Writer.RunAsync(store =>
                DatabaseRecovery.Copy(aside, store.Connection, rig.Time.GetUtcNow())
            )
        );
        Assert.Equal(present, Keys(rig));
    }

    [Fact]
    public async Task The_number_of_a_row_that_was_erased_before_the_migration_is_not_used_again()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        MakeOld(rig, rig.Message("id-1"), "INSERT INTO mark VALUES('keys-merged', 9)");
        rig.Open();
        await rig.DeliverAsync(rig.Message("id-2"));
        Assert.Equal(10, rig.Count("SELECT max(id) FROM message"));
    }

    /// <summary>Closes the journal and converts it to the form of a build with schema 5.</summary>
    private static void MakeOld(JournalRig rig, IncomingMessage message, string more = "SELECT 1")
    {
        rig.Close();
        var key = JournalRig.KeyOf(message);
        using var connection = Database.OpenForWriting(rig.Paths.Database);
        Database.Execute(
            connection,
            $"""
            UPDATE message SET key = {Hex(key.UnderOldIdentity(message))} WHERE key = {Hex(key)};
            DROP INDEX message_key;
            CREATE TABLE seen(key BLOB NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(key, message)) WITHOUT ROWID;
            INSERT INTO seen SELECT substr(key, 1, 11), id FROM message;
            {more};
            ALTER TABLE message DROP COLUMN checksum;
            ALTER TABLE message DROP COLUMN tries;
            ALTER TABLE message DROP COLUMN asked;
            ALTER TABLE contact DROP COLUMN checksum;
            ALTER TABLE outbox DROP COLUMN checksum;
            DROP TRIGGER outbox_guard;
            ALTER TABLE outbox DROP COLUMN guard;
            PRAGMA user_version = 5
            """
        );
    }

    private static string Keys(JournalRig rig)
    {
        using var connection = Database.OpenForReading(rig.Paths.Database);
        using var all = new Statement(connection, "SELECT group_concat(hex(key)) FROM message");
        return all.Step() ? all.Text(0)! : "";
    }

    private static JournalRecord Again(JournalRecord record) => (JournalRecord)ItemCodec.Read(ItemCodec.Write(record));

    private static string Hex(MessageKey key) => $"x'{key}'";
}
