using System.Text;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Journals from builds that took every spelling of a number for another person.</summary>
public sealed class ContactMigrationTests
{
    private const int Before = 7;

    [Fact]
    public void The_latest_spelling_wins_and_the_others_add_what_it_does_not_know()
    {
        using var rig = Old(
            """
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '+447700900126', 9, '{"city":["Rome"],"name":["Ann"],"~form":["open"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '447700900126', 2, '{"name":["Bob"],"~heard":["5"]}');
            """,
            ("+447700900126", 1),
            ("447700900126", 2)
        );

        Assert.Equal("447700900126 10 {\"city\":[\"Rome\"],\"name\":[\"Bob\"],\"~heard\":[\"5\"]}", States(rig));
    }

    [Theory]
    [InlineData("+447700900126", "447700900126")]
    [InlineData("447700900126", "+447700900126")]
    [InlineData("558188327966", "5581988327966")]
    [InlineData("525512345678", "5215512345678")]
    [InlineData("541123456789", "5491123456789")]
    [InlineData("5491123456789", "541123456789")]
    [InlineData("447700900126@c.us", "447700900126")]
    [InlineData("447700900126", "447700900126@s.whatsapp.net")]
    public void A_stop_under_any_spelling_wins_over_all(string stopped, string later)
    {
        using var rig = Old(
            $$"""
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '{{stopped}}', 1, '{"~stopped":["yes"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '{{later}}', 5, '{"name":["Ann"]}');
            """,
            (stopped, 1),
            (later, 2)
        );

        Assert.Equal($"{ContactId.Of(later)} 6 {{\"name\":[\"Ann\"],\"~stopped\":[\"yes\"]}}", States(rig));
    }

    [Fact]
    public void Without_messages_the_state_that_changed_more_often_is_the_latest()
    {
        using var rig = Old(
            """
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '+44 7700 900126', 3, '{"name":["Ann"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '447700900126', 4, '{"name":["Bob"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '00447700900126', 2, '{"name":["Cid"]}');
            """
        );

        Assert.Equal("447700900126 6 {\"name\":[\"Bob\"]}", States(rig));
    }

    [Fact]
    public void Other_channels_projects_names_groups_and_subscribers_stay_apart()
    {
        const string Rows = """
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '5', '558188327966', 1, '{"a":["1"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', 'Ann', 1, '{"a":["2"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', 'Club @+447700900126', 1, '{"a":["3"]}');
            INSERT INTO contact(project, channel, sender, version, state) VALUES('q', '8', '447700900126', 1, '{"a":["4"]}');
            """;
        using var rig = Old(Rows);
        Assert.Equal(
            """
            558188327966 1 {"a":["1"]}
            Ann 1 {"a":["2"]}
            Club @+447700900126 1 {"a":["3"]}
            447700900126 1 {"a":["4"]}
            """,
            States(rig)
        );
    }

    [Fact]
    public void What_waits_in_the_outbox_waits_for_the_person()
    {
        using var rig = Old(
            """
            INSERT INTO outbox(reference, project, channel, sender, created, due, state, attempts, next, changed, body)
              VALUES('r1', 'p', '8', '5215512345678', 1, 1, 0, 0, 1, 1, '{}'), ('r2', 'p', '5', '5215512345678', 1, 1, 0, 0, 1, 1, '{}')
            """
        );
        Assert.Equal(1, rig.Count("SELECT count(*) FROM outbox WHERE reference = 'r1' AND sender = '525512345678'"));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM outbox WHERE reference = 'r2' AND sender = '5215512345678'"));
    }

    [Fact]
    public async Task A_journal_of_the_build_before_knows_who_wrote_under_the_old_identity()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1", sender: "541123456789"));
        rig.Close();
        using (var connection = Database.OpenForWriting(rig.Paths.Database))
        {
            Database.Execute(
                connection,
                """
                DROP TRIGGER outbox_guard; ALTER TABLE outbox DROP COLUMN guard; PRAGMA user_version = 8;
                UPDATE message SET sender = '541123456789';
                INSERT INTO contact(project, channel, sender, version, state) VALUES('10777', '8', '541123456789', 3, '{"~stopped":["yes"]}')
                """
            );
        }

        rig.Open();
        var person = ContactKey.Of("10777", "8", "5491123456789");
        Assert.Equal(OptOut.Stopped, await rig.Journal.OptOutOfAsync(person));
        Assert.True(await rig.Journal.HasWrittenAsync("5491123456789"));
        Assert.True(await rig.Journal.HasWrittenAsync("541123456789"));
        Assert.Equal(JournalRig.Start, await rig.Journal.LastHeardAsync(person));
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1", sender: "541123456789")));
    }

    [Theory]
    [InlineData("447700900126", "+447700900126")]
    [InlineData("+447700900126", "447700900126")]
    public async Task A_state_that_was_damaged_before_stays_damaged_whoever_it_is_joined_with(
        string damaged,
        string sound
    )
    {
        using var rig = Old(
            $$"""
            INSERT INTO contact(project, channel, sender, version, state, checksum) VALUES('p', '8', '{{damaged}}', 9, '{"name":["Ann"]}', 1);
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '{{sound}}', 2, '{"name":["Bob"]}');
            """
        );

        Assert.Equal(OptOut.Unknown, await rig.Journal.OptOutOfAsync(ContactKey.Of("p", "8", "447700900126")));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM contact"));
    }

    [Fact]
    public async Task A_stop_that_is_known_for_sure_counts_also_beside_a_damaged_state()
    {
        using var rig = Old(
            """
            INSERT INTO contact(project, channel, sender, version, state, checksum) VALUES('p', '8', '447700900126', 9, '{"name":["Ann"]}', 1);
            INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '+447700900126', 2, '{"~stopped":["yes"]}');
            """
        );

        Assert.Equal(OptOut.Stopped, await rig.Journal.OptOutOfAsync(ContactKey.Of("p", "8", "447700900126")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_entry_of_the_outbox_keeps_a_right_checksum_and_a_wrong_one(bool isDamaged)
    {
        using var rig = new JournalRig();
        var entry = await rig.Journal.Outbox.AddAsync(
            new OutboxEntry
            {
                Reference = "r1",
                Contact = new ContactKey("p", "8", "541123456789"),
                CreatedAt = JournalRig.Start,
                DueAt = JournalRig.Start,
                Body = "{}"u8.ToArray(),
            }
        );
        rig.Close();
        using (var connection = Database.OpenForWriting(rig.Paths.Database))
        {
            Database.Execute(connection, isDamaged ? "UPDATE outbox SET body = x'7b7b'" : "SELECT 1");
            Assert.Equal(1, ContactMigration.Run(connection));
        }

        rig.Open();
        var after = await rig.Journal.Outbox.FindAsync(entry.Reference);
        Assert.Equal(("5491123456789", isDamaged), (after!.Contact.Sender, after.IsDamaged));
        Assert.Equal(0, rig.Count("SELECT count(*) FROM outbox WHERE checksum IS NULL"));
    }

    [Fact]
    public async Task A_damaged_journal_of_an_earlier_build_is_saved_with_one_state_for_a_person()
    {
        using var rig = Old("SELECT 1");
        rig.Close();
        using (var connection = Database.OpenForWriting(rig.Paths.Database))
        {
            Database.Execute(
                connection,
                "INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '+447700900126', 1, '{\"~stopped\":[\"yes\"]}')"
            );
        }

        var aside = DatabaseRecovery.SetAside(rig.Paths.Database, rig.Time.GetUtcNow());
        rig.Open();
        await rig.Sqlite.Writer.RunAsync(store => DatabaseRecovery.Copy(aside, store.Connection, rig.Time.GetUtcNow()));
        Assert.Equal("447700900126 1 {\"~stopped\":[\"yes\"]}", States(rig));
    }

    [Fact]
    public void A_migration_that_ran_before_changes_nothing()
    {
        using var rig = Old(
            "INSERT INTO contact(project, channel, sender, version, state) VALUES('p', '8', '+447700900126', 1, '{\"a\":[\"1\"]}')"
        );
        var states = States(rig);
        rig.Restart();
        rig.Close();
        using (var connection = Database.OpenForWriting(rig.Paths.Database))
        {
            Assert.Equal(0, ContactMigration.Run(connection));
        }

        rig.Open();
        Assert.Equal(states, States(rig));
    }

    /// <summary>A journal in the form of the build before, opened by this one.</summary>
    private static JournalRig Old(string sql, params (string Sender, int Id)[] messages)
    {
        var rig = new JournalRig();
        rig.Close();
        using (var connection = Database.OpenForWriting(rig.Paths.Database))
        {
            foreach (var (sender, id) in messages)
            {
                var message = rig.Message($"m{id}", sender: sender) with { Project = "p", Channel = "8" };
                var decoded = Convert.ToHexString(StoredMessage.ToJson(message));
                Database.Execute(
                    connection,
                    $"INSERT INTO message(id, stored, received, seed, sender, decoded) VALUES({id}, 0, 0, 0, '{sender}', x'{decoded}')"
                );
            }

            Database.Execute(
                connection,
                $"DROP TRIGGER outbox_guard; ALTER TABLE outbox DROP COLUMN guard; {sql}; PRAGMA user_version = {Before}"
            );
        }

        rig.Open();
        return rig;
    }

    private static string States(JournalRig rig)
    {
        using var connection = Database.OpenForReading(rig.Paths.Database);
        using var all = new Statement(
            connection,
            "SELECT sender, version, state FROM contact ORDER BY project, channel, state"
        );
        var text = new List<string>();
        while (all.Step())
        {
            text.Add($"{all.Text(0)} {all.Integer(1)} {Encoding.UTF8.GetString(all.Bytes(2))}");
        }

        return string.Join('\n', text);
    }
}
