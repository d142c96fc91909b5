using Microsoft.Data.Sqlite;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Files of the journal that are gone, exchanged, or of different times.</summary>
public sealed class LostJournalTests
{
    [Theory]
    [InlineData(true, "EMPTY")]
    [InlineData(false, "MISSING")]
    public async Task The_log_of_an_empty_or_missing_journal_is_kept_and_told(bool isThere, string what)
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        var log = Shared(rig.Paths.Database + "-wal");
        rig.Close();
        File.Delete(rig.Paths.Database);
        if (isThere)
        {
            await File.WriteAllBytesAsync(rig.Paths.Database, [], Cancel);
        }

        await File.WriteAllBytesAsync(rig.Paths.Database + "-wal", log, Cancel);
        rig.Open();

        var aside = Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db-wal.unused-20260114-120000"));
        Assert.Equal(log, await File.ReadAllBytesAsync(aside, Cancel));
        Assert.Equal(
            [$"THE JOURNAL {rig.Paths.Database} IS {what}, but its log is there; it is kept as {aside}."],
            Critical(rig)
        );
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Theory]
    [InlineData("journal.db", "MISSING")]
    [InlineData("journal.db journal.spool lock last-good-rules.zip", "MISSING")]
    [InlineData("secrets lock journal.db journal.spool", "MISSING")]
    [InlineData("", "EMPTY")]
    public async Task A_journal_that_must_be_there_and_is_not_is_told(string gone, string what)
    {
        using var data = new TemporaryFolder();
        await using (var first = new WebhookApp(("a.yaml", "rules: []\n")).With("Journal:Folder", data.Path))
        {
            await first.SayAsync("hi");
            Assert.DoesNotContain(first.Log.MessagesOf<SqliteJournal>(), IsCritical);
        }

        if (gone.Length == 0)
        {
            await File.WriteAllBytesAsync(data.PathOf("journal.db"), [], Cancel);
        }

        foreach (var name in gone.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            File.Delete(data.PathOf(name));
        }

        await using var second = new WebhookApp().With("Journal:Folder", data.Path);
        await second.SayAsync("hi");

        Assert.StartsWith(
            $"THE JOURNAL {data.PathOf("journal.db")} IS {what}, but a server ran on this folder before.",
            Assert.Single(second.Log.MessagesOf<SqliteJournal>(), IsCritical),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_in_which_only_a_command_ran_needs_no_journal()
    {
        using var data = new TemporaryFolder();
        var (code, _, _) = await ServerProcess.RunAsync(["url"], ("Journal__Folder", data.Path));
        Assert.Equal(0, code);
        Assert.True(File.Exists(data.PathOf("secrets")));

        await using var app = new WebhookApp().With("Journal:Folder", data.Path);
        await app.SayAsync("hi");

        Assert.DoesNotContain(app.Log.MessagesOf<SqliteJournal>(), IsCritical);
    }

    [Fact]
    public async Task An_older_copy_beside_a_log_that_was_left_there_is_told_and_the_log_is_not_used()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Close();
        var older = await File.ReadAllBytesAsync(rig.Paths.Database, Cancel);
        rig.Open();
        await rig.DeliverAsync(rig.Message("id-2"));
        rig.Restart();
        await rig.DeliverAsync(rig.Message("id-3"));
        var log = Shared(rig.Paths.Database + "-wal");
        rig.Close();
        await PutAsync(rig, older, log);
        rig.Open();

        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db-wal.unused-*"));
        Assert.Equal(
            [
                "THE JOURNAL AND ITS LOG ARE OF DIFFERENT TIMES, as if an older copy was put beside a log that was left there.",
            ],
            Critical(rig)
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task An_older_log_beside_a_newer_journal_is_told_too()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        var log = Shared(rig.Paths.Database + "-wal");
        rig.Restart();
        await rig.DeliverAsync(rig.Message("id-2"));
        rig.Close();
        await PutAsync(rig, await File.ReadAllBytesAsync(rig.Paths.Database, Cancel), log);
        rig.Open();

        Assert.StartsWith(
            "THE JOURNAL AND ITS LOG ARE OF DIFFERENT TIMES",
            Assert.Single(Critical(rig)),
            StringComparison.Ordinal
        );
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-2")));
    }

    [Fact]
    public async Task A_backup_beside_a_log_that_was_left_there_is_told_too()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        var backup = rig.Folder.PathOf("backup.db");
        JournalBackup.Make(rig.Paths, backup, JournalRig.Start.ToUnixTimeSeconds());
        await rig.DeliverAsync(rig.Message("id-2"));
        var log = Shared(rig.Paths.Database + "-wal");
        rig.Close();
        await PutAsync(rig, await File.ReadAllBytesAsync(backup, Cancel), log);
        rig.Open();

        Assert.StartsWith(
            "THE JOURNAL AND ITS LOG ARE OF DIFFERENT TIMES",
            Assert.Single(Critical(rig)),
            StringComparison.Ordinal
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task A_killed_process_leaves_a_journal_and_a_log_that_belong_together_whatever_the_checkpoints_did()
    {
        using var rig = new JournalRig();
        for (var i = 0; i < 3_000; i += 10)
        {
            await Task.WhenAll(
                Enumerable
                    .Range(i, 10)
                    .Select(n => rig.DeliverAsync(rig.Message($"id-{n}", new string('t', 2_000), $"44770090{n:0000}")))
            );
            if (i % 500 == 0)
            {
                rig.Crash();
            }
        }

        rig.Crash();
        Assert.Empty(Critical(rig));
        Assert.Equal(3_000, rig.Count("SELECT count(*) FROM message"));
        Assert.NotEqual(0, rig.Count("PRAGMA application_id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_journal_that_is_removed_or_replaced_while_running_is_written_anew_with_all_that_was_in_it(
        bool isReplaced
    )
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("before"));
        File.Delete(rig.Paths.Database);
        if (isReplaced)
        {
            await File.WriteAllTextAsync(rig.Paths.Database, "another file", Cancel);
        }

        await rig.DeliverAsync(rig.Message("unnoticed"));
        await rig.HealthyAsync(_ => !rig.Troubles.IsEmpty);
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("during")));
        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("unnoticed")));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("during")));
        Assert.Equal(3, rig.Count("SELECT count(*) FROM message"));
        string[] asides = Directory.GetFiles(rig.Folder.Path, "journal.db.replaced-*");
        var aside = isReplaced ? asides.Single(path => !path.EndsWith("-wal", StringComparison.Ordinal)) : null;
        Assert.Equal(isReplaced, asides.Length > 0);
        Assert.Equal(
            [
                $"THE JOURNAL {rig.Paths.Database} WAS REMOVED OR REPLACED while this server uses it.",
                $"The journal is at {rig.Paths.Database} again, with all that was in it.",
            ],
            Critical(rig)
        );
        Assert.Equal("another file", aside is null ? "another file" : await File.ReadAllTextAsync(aside, Cancel));

        rig.Restart();
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("unnoticed")));
        Assert.Equal(3, rig.Decided);
    }

    [Fact]
    public async Task A_journal_that_is_removed_just_before_the_end_is_written_anew()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        File.Delete(rig.Paths.Database);
        rig.Restart();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_not_touched()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        using (var other = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            other.Open();
            Database.Execute(other, "CREATE TABLE theirs(x)");
        }

        var refused = Assert.Throws<StartRefusedException>(() => SqliteStore.Open(path, new SeenIndex()));

        Assert.Equal(
            $"{path} is a database of another program. Move it away, or name another folder with Journal:Folder. Nothing was changed.",
            refused.Message
        );
        using var after = new SqliteConnection($"Data Source={path};Pooling=False");
        after.Open();
        Assert.Equal(1, Database.Number(after, "SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_journal_refuses_the_start_in_one_line()
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data.PathOf("journal.db"));

        var (code, _, errors) = await ServerProcess.RunAsync([], ("Journal__Folder", data.Path));

        Assert.Equal(1, code);
        Assert.Equal(
            $"Cannot start. The journal {data.PathOf("journal.db")} cannot be opened: it is a folder. Move it away, or name another data folder with Journal:Folder.",
            errors.Trim()
        );
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool IsCritical(string line) => line.StartsWith("THE JOURNAL", StringComparison.Ordinal);

    /// <summary>The first sentences of the critical lines.</summary>
    private static string[] Critical(JournalRig rig) =>
        [
            .. rig
                .Log.Lines.Where(line => line.StartsWith("Critical: ", StringComparison.Ordinal))
                .Select(line => line["Critical: ".Length..].Split(". ")[0] + "."),
        ];

    private static async Task PutAsync(JournalRig rig, byte[] database, byte[] log)
    {
        await File.WriteAllBytesAsync(rig.Paths.Database, database, Cancel);
        await File.WriteAllBytesAsync(rig.Paths.Database + "-wal", log, Cancel);
    }

    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
