using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Files that are taken away while no server runs: the next start knows what must be there.</summary>
public sealed class RunningMarkTests
{
    [Fact]
    public async Task After_a_kill_a_log_that_is_gone_is_told_with_the_number_of_messages_that_are_lost()
    {
        using var rig = await AnsweredAsync(3);
        rig.Crash(left => File.Delete(Path.Combine(left, "journal.db-wal")));

        Assert.Equal(
            [
                $"THE LOG OF THE JOURNAL {rig.Paths.Database}-wal IS MISSING OR EMPTY, but the server that ran here before was not stopped cleanly: what it stored last is lost.",
                "MESSAGES ARE LOST: the newest 3 at least that were answered are not in the journal.",
            ],
            Critical(rig)
        );
        Assert.Equal(["3 answered messages at least are lost from the journal; the log says why"], rig.Health.Damage);
        Assert.Equal("reply 4", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    [InlineData(-5_000)]
    public async Task After_a_kill_a_log_that_is_cut_is_told(long length)
    {
        using var rig = await AnsweredAsync(20);
        rig.Crash(left =>
        {
            using var log = new FileStream(Path.Combine(left, "journal.db-wal"), FileMode.Open);
            log.SetLength(length < 0 ? log.Length + length : length);
        });

        var lost = 20 - rig.Count("SELECT count(*) FROM message");
        Assert.True(lost > 0);
        Assert.Contains(
            $"MESSAGES ARE LOST: the newest {lost} at least that were answered are not in the journal.",
            Critical(rig)
        );
        Assert.Equal("reply 21", await rig.DeliverAsync(rig.Message("new")));
    }

    [Fact]
    public async Task After_a_kill_an_older_copy_is_told_also_without_its_log()
    {
        using var rig = await AnsweredAsync(2);
        rig.Close();
        var older = await File.ReadAllBytesAsync(rig.Paths.Database, Cancel);
        rig.Open();
        await rig.DeliverAsync(rig.Message("id-3"));
        await TickAsync(rig);
        rig.Crash(left =>
        {
            File.WriteAllBytes(Path.Combine(left, "journal.db"), older);
            File.Delete(Path.Combine(left, "journal.db-wal"));
        });

        Assert.Contains(
            "MESSAGES ARE LOST: the newest 1 at least that were answered are not in the journal.",
            Critical(rig)
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task After_a_kill_spooled_messages_that_are_gone_are_told()
    {
        using var rig = await AnsweredAsync(1);
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        using (Held(rig))
        {
            await rig.DeliverAsync(rig.Message("id-2"));
            await rig.DeliverAsync(rig.Message("id-3"));
            await TickAsync(rig);
            rig.Crash(left => File.Delete(Path.Combine(left, "journal.spool")));
        }

        Assert.Equal(
            ["MESSAGES ARE LOST: 2 at least that were answered are not in the spool any more."],
            Critical(rig)
        );
    }

    [Fact]
    public async Task After_a_kill_with_all_files_nothing_is_told()
    {
        using var rig = await AnsweredAsync(3);
        for (var i = 0; i < 3; i++)
        {
            rig.Crash();
            await TickAsync(rig);
        }

        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("spooled"));
        rig.Crash();
        Assert.Empty(Critical(rig));
        Assert.Equal(4, rig.Count("SELECT count(*) FROM message"));
        Assert.Empty(rig.Health.Damage);
    }

    [Fact]
    public async Task A_clean_stop_leaves_no_mark_so_a_backup_may_be_put_back()
    {
        using var rig = await AnsweredAsync(1);
        Assert.True(File.Exists(rig.Folder.PathOf("journal.running")));
        rig.Close();
        Assert.False(File.Exists(rig.Folder.PathOf("journal.running")));
        var older = await File.ReadAllBytesAsync(rig.Paths.Database, Cancel);
        rig.Open();
        await rig.DeliverAsync(rig.Message("id-2"));
        rig.Close();
        await File.WriteAllBytesAsync(rig.Paths.Database, older, Cancel);
        rig.Open();

        Assert.Empty(Critical(rig));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("contact")]
    [InlineData("outbox")]
    [InlineData("event")]
    [InlineData("mark")]
    public async Task A_journal_without_one_of_its_tables_is_damage_and_the_others_are_saved(string table)
    {
        using var rig = await AnsweredAsync(3);
        rig.Close();
        Change(rig.Paths.Database, $"DROP TABLE {table}");
        rig.Open();

        Assert.StartsWith(
            $"THE JOURNAL IS DAMAGED (its table {table} is missing).",
            Critical(rig)[0],
            StringComparison.Ordinal
        );
        Assert.Equal(table == "message" ? 0 : 3, rig.Count("SELECT count(*) FROM message"));
        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db.damaged-*"));
    }

    [Fact]
    public async Task A_journal_that_lost_all_its_tables_is_damage()
    {
        using var rig = await AnsweredAsync(1);
        rig.Close();
        Change(
            rig.Paths.Database,
            "DROP TABLE message; DROP TABLE contact; DROP TABLE tombstone; DROP TABLE quarantine; DROP TABLE mark; "
                + "DROP TABLE erasure; DROP TABLE outbox; DROP TABLE event; VACUUM"
        );
        rig.Open();
        Assert.StartsWith("THE JOURNAL IS DAMAGED", Critical(rig)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_in_the_place_of_a_journal_that_must_be_there_is_told()
    {
        using var rig = await AnsweredAsync(1);
        rig.Close();
        File.Delete(rig.Paths.Database);
        Change(rig.Paths.Database, "PRAGMA journal_mode = WAL; CREATE TABLE a(x); DROP TABLE a; VACUUM");
        rig.Open(rig.Paths with { MustExist = true });

        Assert.StartsWith(
            $"THE JOURNAL {rig.Paths.Database} IS EMPTY",
            Assert.Single(Critical(rig)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(99)]
    public void A_database_of_another_program_is_refused_whatever_version_it_says(int version)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        Change(path, $"CREATE TABLE theirs(x); PRAGMA user_version = {version}");

        var refused = Assert.Throws<StartRefusedException>(() => SqliteStore.Open(path, new SeenIndex()));

        Assert.StartsWith($"{path} is a database of another program.", refused.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A journal with answered messages, and a second later.</summary>
    private static async Task<JournalRig> AnsweredAsync(int count)
    {
        var rig = new JournalRig();
        for (var i = 1; i <= count; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}"));
        }

        await TickAsync(rig);
        return rig;
    }

    private static async Task TickAsync(JournalRig rig)
    {
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        // Behind the work of that second.
        try
        {
            await rig.Sqlite.Writer.RunAsync(_ => true);
        }
        catch (WebhookReceiver.Storage.JournalUnavailableException)
        {
            // The store fails in some of these tests.
        }
    }

    /// <summary>Another program holds the journal, so that it cannot be opened anew.</summary>
    private static SqliteConnection Held(JournalRig rig)
    {
        var holder = new SqliteConnection($"Data Source={rig.Paths.Database};Pooling=False");
        holder.Open();
        Database.Execute(holder, "BEGIN IMMEDIATE");
        return holder;
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Database.Execute(connection, sql);
    }

    /// <summary>The first sentences of the critical lines.</summary>
    private static string[] Critical(JournalRig rig) =>
        [
            .. rig
                .Log.Lines.Where(line => line.StartsWith("Critical: ", StringComparison.Ordinal))
                .Select(line => line["Critical: ".Length..].Split(". ")[0] + "."),
        ];
}
