using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Tests.Storage;

public sealed class DamageTests
{
    [Theory]
    [InlineData("page")]
    [InlineData("truncated")]
    [InlineData("head")]
    [InlineData("swapped")]
    [InlineData("zeros")]
    [InlineData("text")]
    public async Task A_damaged_journal_is_set_aside_loudly_and_what_can_be_read_is_saved(string damage)
    {
        using var rig = new JournalRig();
        for (var i = 0; i < 300; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}", new string('t', 400)));
        }

        rig.Close();
        Damage(rig.Paths.Database, damage);
        rig.Open();

        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db.damaged-20260114-120000"));
        Assert.Single(
            rig.Log.Lines,
            line => line.StartsWith("Critical: THE JOURNAL IS DAMAGED", StringComparison.Ordinal)
        );
        var saved = rig.Count("SELECT count(*) FROM message");
        Assert.Single(
            rig.Log.Lines,
            line => line == $"Critical: {saved} messages were recovered from the damaged journal"
        );
        Assert.InRange(saved, damage is "head" or "text" ? 0 : 100, 300);
        var isFirstSaved = rig.Count("SELECT count(*) FROM message WHERE id = 1") > 0;
        Assert.Equal("reply 301", await rig.DeliverAsync(rig.Message("new")));
        if (isFirstSaved)
        {
            Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-0", new string('t', 400))));
        }
    }

    [Fact]
    public async Task A_log_with_its_head_gone_is_set_aside_loudly()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        var log = Copy(rig, "-wal");
        var database = Copy(rig, "");
        rig.Close();
        PutBack(rig, database, new byte[log.Length]);
        rig.Open();

        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db-wal.damaged-*"));
        Assert.Single(
            rig.Log.Lines,
            line => line.StartsWith("Critical: THE JOURNAL'S LOG IS UNREADABLE", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Damage_that_shows_while_running_is_mended_without_a_restart()
    {
        using var rig = new JournalRig();
        await FillAsync(rig);
        DamagePageOf(rig.Paths.Database, "reply 151");
        await rig.FailNextCommitAsync(SQLitePCL.raw.SQLITE_CORRUPT, SQLitePCL.raw.SQLITE_CORRUPT);
        Assert.Equal("reply 301", await rig.DeliverAsync(Long(rig, "during")));
        Assert.NotNull(rig.Health.Trouble);
        await rig.HealthyAsync(health => health.Trouble is null);

        await AllButAPageAreSavedAsync(rig);
    }

    [Fact]
    public async Task While_the_disk_has_no_room_for_the_copy_of_a_damaged_journal_nothing_of_it_is_given_up()
    {
        using var rig = new JournalRig();
        await FillAsync(rig);
        rig.Close();
        DamagePageOf(rig.Paths.Database, "reply 151");
        var isFull = true;
        rig.Open(
            rig.Paths with
            {
                Opened = store =>
                {
                    if (isFull && Database.Number(store.Connection, "SELECT count(*) FROM message") == 0)
                    {
                        Database.Execute(store.Connection, "PRAGMA max_page_count = 60");
                    }
                },
            }
        );
        Assert.NotNull(rig.Health.Trouble);
        Assert.Empty(Directory.GetFiles(rig.Folder.Path, "journal.db.damaged-*"));

        isFull = false;
        await rig.HealthyAsync(health => health.Trouble is null);
        Assert.Equal("reply 301", await rig.DeliverAsync(Long(rig, "during")));
        await AllButAPageAreSavedAsync(rig);
    }

    [Fact]
    public async Task A_page_that_is_damaged_while_running_is_noticed_when_it_is_read_and_the_others_are_saved()
    {
        using var rig = new JournalRig();
        await FillAsync(rig);
        DamagePageOf(rig.Paths.Database, "reply 151");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(Long(rig, "id-150")));
        await rig.HealthyAsync(health => health.Trouble is not null);
        Assert.Equal("reply 301", await rig.DeliverAsync(Long(rig, "during")));
        await rig.HealthyAsync(health => health.Trouble is null);

        await AllButAPageAreSavedAsync(rig);
    }

    private static IncomingMessage Long(JournalRig rig, string id) => rig.Message(id, new string('t', 400));

    /// <summary>Three hundred messages, all in the file itself.</summary>
    private static async Task FillAsync(JournalRig rig)
    {
        for (var i = 0; i < 300; i++)
        {
            await rig.DeliverAsync(Long(rig, $"id-{i}"));
        }

        await rig.Sqlite.Writer.RunAsync(store =>
        {
            Database.Execute(store.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
        });
    }

    private static async Task AllButAPageAreSavedAsync(JournalRig rig)
    {
        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db.damaged-20260114-1200??"));
        Assert.Single(
            rig.Log.Lines,
            line =>
                line.StartsWith("Critical: THE JOURNAL IS DAMAGED (", StringComparison.Ordinal)
                && line.Contains("It is kept as", StringComparison.Ordinal)
        );
        Assert.InRange(rig.Count("SELECT count(*) FROM message"), 270, 300);
        Assert.Equal("reply 1", await rig.DeliverAsync(Long(rig, "id-0")));
        Assert.Equal("reply 300", await rig.DeliverAsync(Long(rig, "id-299")));
        Assert.Equal("reply 301", await rig.DeliverAsync(Long(rig, "during")));
        Assert.Equal(301, rig.Decided);
    }

    [Fact]
    public async Task A_journal_too_large_to_be_checked_at_start_is_checked_in_the_background_and_mended()
    {
        using var rig = new JournalRig();
        for (var i = 0; i < 300; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}", new string('t', 400)));
        }

        rig.Close();
        Damage(rig.Paths.Database, "page");
        rig.Open(rig.Paths with { MostBytesCheckedAtStart = 4096 });
        await rig.Sqlite.Checked;
        Assert.Single(rig.Log.Lines, line => line.EndsWith("while it is being repaired", StringComparison.Ordinal));
        await rig.HealthyAsync(health => health.Trouble is not null);
        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db.damaged-20260114-1200??"));
        var saved = rig.Count("SELECT count(*) FROM message");
        Assert.True(saved is >= 100 and <= 300, $"{saved} of 300: {string.Join('\n', rig.Log.Lines)}");
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-0", new string('t', 400))));
    }

    [Fact]
    public async Task A_large_journal_without_damage_is_found_sound()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Close();
        rig.Open(rig.Paths with { MostBytesCheckedAtStart = 4096 });
        await rig.Sqlite.Checked;
        Assert.Contains("Information: The journal was checked and is intact", rig.Log.Lines);
        Assert.Null(rig.Health.Trouble);
    }

    [Fact]
    public void A_journal_of_a_later_version_is_refused_and_not_touched()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        using (var store = SqliteStore.Open(path, new SeenIndex()))
        {
            Database.Execute(store.Connection, $"PRAGMA user_version = {Schema.Version + 1}");
        }

        var before = File.ReadAllBytes(path);
        var refused = Assert.Throws<StartRefusedException>(() => SqliteStore.Open(path, new SeenIndex()));
        Assert.Contains(
            $"(schema {Schema.Version + 1}, this one knows {Schema.Version})",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_can_be_read_of_a_damaged_journal_of_an_earlier_version_is_saved_too()
    {
        using var folder = new TemporaryFolder();
        using (var earlier = Database.OpenForWriting(folder.PathOf("damaged.db")))
        {
            Schema.Migrate(earlier, folder.PathOf("damaged.db"), Schema.Steps[..2]);
            Database.Execute(
                earlier,
                """
                INSERT INTO message(id, key, stored, received, seed, sender, reply) VALUES(7, x'01', 1, 2, 3, '447700900001', x'7b7d');
                INSERT INTO outbox(reference, project, channel, sender, created, due, state, attempts, next, changed, body)
                  VALUES('wr-7', '10777', '8', '447700900001', 1, 1, 0, 0, 1, 1, x'7b7d')
                """
            );
        }

        using var store = SqliteStore.Open(folder.PathOf("journal.db"), new SeenIndex());

        Assert.Equal(1, DatabaseRecovery.Copy(folder.PathOf("damaged.db"), store.Connection, JournalRig.Start));
        Assert.Equal(1, Database.Number(store.Connection, "SELECT count(*) FROM outbox WHERE reference = 'wr-7'"));
    }

    [Fact]
    public void A_migration_that_was_killed_half_way_begins_again_where_it_stopped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        string[] steps = ["CREATE TABLE a(x)", "CREATE TABLE b(x); INSERT INTO b SELECT x FROM a; DROP TABLE a"];
        using var connection = Database.OpenForWriting(path);
        Schema.Migrate(connection, path, steps[..1]);
        Database.Execute(connection, "INSERT INTO a VALUES(1), (2)");

        // Killed within the second step: a new process finds this copy of the files.
        Database.Execute(connection, "BEGIN IMMEDIATE; CREATE TABLE b(x); INSERT INTO b SELECT x FROM a");
        foreach (var companion in (string[])["", "-wal"])
        {
            File.WriteAllBytes(folder.PathOf("copy.db") + companion, Shared(path + companion));
        }

        using var copy = Database.OpenForWriting(folder.PathOf("copy.db"));
        Schema.Migrate(copy, path, steps);
        Assert.Equal(2, Database.Number(copy, "SELECT count(*) FROM b"));
        Assert.Equal(2, Database.Number(copy, "PRAGMA user_version"));
        Assert.Throws<SqliteException>(() => Database.Number(copy, "SELECT count(*) FROM a"));
    }

    /// <summary>Overwrites the page with a text, in place, under the running process.</summary>
    private static void DamagePageOf(string path, string text)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(at > 4096);
        file.Position = at / 4096 * 4096;
        file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
    }

    private static void Damage(string path, string damage)
    {
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "page":
                Array.Fill(bytes, (byte)0xA5, bytes.Length / 2 / 4096 * 4096, 4096);
                File.WriteAllBytes(path, bytes);
                break;
            case "truncated":
                File.WriteAllBytes(path, bytes[..(bytes.Length * 3 / 4 / 4096 * 4096)]);
                break;
            case "swapped":
                var page = bytes.AsSpan(bytes.Length / 2 / 4096 * 4096, 4096).ToArray();
                bytes.AsSpan(bytes.Length / 4 / 4096 * 4096, 4096).CopyTo(bytes.AsSpan(bytes.Length / 2 / 4096 * 4096));
                page.CopyTo(bytes.AsSpan(bytes.Length / 4 / 4096 * 4096));
                File.WriteAllBytes(path, bytes);
                break;
            case "zeros":
                Array.Clear(
                    bytes,
                    bytes.Length * 3 / 4 / 4096 * 4096,
                    bytes.Length - (bytes.Length * 3 / 4 / 4096 * 4096)
                );
                File.WriteAllBytes(path, bytes);
                break;
            case "text":
                File.WriteAllText(path, "Not a journal at all.\n");
                break;
            default:
                Array.Fill(bytes, (byte)0xA5, 0, 100);
                File.WriteAllBytes(path, bytes);
                break;
        }
    }

    private static void PutBack(JournalRig rig, byte[] database, byte[] log)
    {
        File.WriteAllBytes(rig.Paths.Database, database);
        File.WriteAllBytes(rig.Paths.Database + "-wal", log);
    }

    private static byte[] Copy(JournalRig rig, string companion) => Shared(rig.Paths.Database + companion);

    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
