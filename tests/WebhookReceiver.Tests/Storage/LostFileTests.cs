using System.Net;
using System.Text;
using SQLitePCL;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Files that are taken from under a running journal, one after the other: nothing that was answered is lost.</summary>
public sealed class LostFileTests
{
    private const string Log = "-wal";
    private const string Index = "-shm";

    [Theory]
    [InlineData("-wal", "THE JOURNAL'S LOG")]
    [InlineData("-shm", "THE INDEX OF THE JOURNAL'S LOG")]
    [InlineData("-wal -shm", "THE JOURNAL'S LOG")]
    public async Task A_log_that_is_removed_while_running_is_written_anew_with_all_that_was_in_it(
        string gone,
        string name
    )
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("before"));
        foreach (var companion in gone.Split(' '))
        {
            File.Delete(rig.Paths.Database + companion);
        }

        // Noticed before it is written to.
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("after")));
        Assert.NotEmpty(rig.Troubles);
        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("after")));
        Assert.Equal(2, rig.Count("SELECT count(*) FROM message"));
        Assert.StartsWith(
            $"{name} {rig.Paths.Database}{gone.Split(' ')[0]} WAS REMOVED OR REPLACED while this server uses it. It is written anew",
            Critical(rig)[0],
            StringComparison.Ordinal
        );
        Assert.Equal(2, Critical(rig).Length);
        Assert.Empty(rig.Health.Damage);
        rig.Crash();
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("after")));
        Assert.Equal(2, rig.Decided);
    }

    [Fact]
    public async Task A_log_that_is_removed_while_nobody_writes_is_noticed_within_a_second()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("before"));
        File.Delete(rig.Paths.Database + Log);
        File.Delete(rig.Paths.Database + Index);

        await rig.HealthyAsync(_ => !rig.Troubles.IsEmpty);
        await rig.HealthyAsync(health => health.Trouble is null);
        rig.Crash();

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
    }

    [Theory]
    [InlineData("", 4096)]
    [InlineData("", 0)]
    [InlineData("", 8192)]
    [InlineData("-wal", 4096)]
    [InlineData("-wal", 0)]
    public async Task A_file_that_is_cut_while_running_is_told_and_what_can_be_read_is_saved(
        string companion,
        long length
    )
    {
        using var rig = new JournalRig();
        for (var i = 1; i <= 300; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}", new string('t', 400)));
        }

        if (companion.Length == 0)
        {
            rig.Restart();
            await rig.Sqlite.Checked;
            await rig.Sqlite.RowsChecked;
        }

        Cut(rig.Paths.Database + companion, length);
        await rig.HealthyAsync(_ => !rig.Troubles.IsEmpty);
        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.Equal("reply 301", await rig.DeliverAsync(rig.Message("afterwards")));
        Assert.StartsWith(
            $"THE JOURNAL{(companion.Length > 0 ? "'S LOG" : "")} {rig.Paths.Database}{companion} WAS CUT while this server uses it.",
            Critical(rig)[0],
            StringComparison.Ordinal
        );
        var saved = rig.Count("SELECT count(*) FROM message WHERE id <= 300");
        TestContext.Current.SendDiagnosticMessage($"{companion} {length}: {saved} saved");
        var isTold =
            saved == 300
            || Critical(rig).Any(line => line.Contains("MESSAGES ARE LOST", StringComparison.Ordinal))
            || Critical(rig).Any(line => line.Contains("were recovered", StringComparison.Ordinal));
        Assert.True(isTold, string.Join('\n', Critical(rig)));
    }

    [Fact]
    public async Task Files_that_another_program_makes_shorter_without_a_loss_are_no_loss()
    {
        using var rig = new JournalRig();
        for (var i = 1; i <= 300; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}", new string('t', 400)));
        }

        rig.Restart();
        await rig.Sqlite.Seen.Loaded;
        await rig.DeliverAsync(rig.Message("before"));
        var (journal, log) = (LengthOf(rig, ""), LengthOf(rig, Log));
        using (var beside = rig.OpenBeside())
        {
            Database.Execute(beside, "DELETE FROM message WHERE id < 290; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Assert.True(LengthOf(rig, "") < journal && LengthOf(rig, Log) < log);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("reply 302", await rig.DeliverAsync(rig.Message("after")));
        Assert.Equal("reply 301", await rig.DeliverAsync(rig.Message("before")));
        Assert.Empty(Critical(rig));
        Assert.Empty(rig.Troubles);
    }

    [Fact]
    public async Task A_file_that_is_copied_over_the_journal_while_running_is_noticed_and_kept()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Close();
        var older = await File.ReadAllBytesAsync(rig.Paths.Database, Cancel);
        rig.Open();
        await rig.DeliverAsync(rig.Message("id-2"));
        rig.Restart();
        await rig.Sqlite.Seen.Loaded;
        await rig.DeliverAsync(rig.Message("id-3"));
        await using (
            var file = new FileStream(rig.Paths.Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
        )
        {
            await file.WriteAsync(older, Cancel);
        }

        await rig.HealthyAsync(_ => !rig.Troubles.IsEmpty);
        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.StartsWith(
            $"THE JOURNAL {rig.Paths.Database} WAS OVERWRITTEN while this server uses it. What can be read is saved",
            Critical(rig)[0],
            StringComparison.Ordinal
        );
        Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db.replaced-*"));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("id-3")));
    }

    [Fact]
    public async Task A_spool_that_is_removed_is_there_again_with_all_that_was_in_it()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("spooled")));
        File.Delete(rig.Paths.Spool);
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("too")));

        Assert.Equal(2, rig.Sqlite.SpoolFile.Count);
        rig.Crash();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("spooled")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("too")));
        Assert.Equal(
            [
                $"THE SPOOL {SpoolOf(rig)} WAS REMOVED OR REPLACED while this server uses it. It is made anew with what can be read (1 times since the last such line)",
            ],
            Critical(rig)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_spool_that_is_cut_is_told_with_the_number_of_messages_that_are_lost_and_goes_on(long length)
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("one"));
        await rig.DeliverAsync(rig.Message("two"));
        Cut(rig.Paths.Spool, length);
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("three")));

        Assert.Equal(1, rig.Sqlite.SpoolFile.Count);
        Assert.Equal(["2 answered messages at least are lost from the journal; the log says why"], rig.Health.Damage);
        Assert.StartsWith("THE SPOOL", Critical(rig)[0], StringComparison.Ordinal);
        Assert.StartsWith(
            "MESSAGES ARE LOST: 2 at least that were answered are not in the spool any more.",
            Critical(rig)[1],
            StringComparison.Ordinal
        );
        rig.Crash();
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("three")));
    }

    [Fact]
    public async Task A_spool_that_nothing_is_in_is_made_anew()
    {
        using var rig = new JournalRig();
        File.Delete(rig.Paths.Spool);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.Sqlite.Writer.RunAsync(_ => true);
        Assert.Equal(rig.Paths.SpoolBytes, new FileInfo(rig.Paths.Spool).Length);
        Assert.Empty(rig.Health.Damage);
    }

    [Fact]
    public async Task One_line_a_minute_tells_of_a_file_however_often_it_is_removed()
    {
        using var rig = new JournalRig();
        for (var i = 0; i < 3; i++)
        {
            File.Delete(rig.Paths.Spool);
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await rig.Sqlite.Writer.RunAsync(_ => true);
        }

        Assert.Single(Critical(rig));
        File.Delete(rig.Paths.Spool);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.Sqlite.Writer.RunAsync(_ => true);
        Assert.EndsWith("(3 times since the last such line)", Critical(rig)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_all_its_files_removed_the_server_goes_on_and_the_next_start_has_everything()
    {
        using var data = new TemporaryFolder();
        var key = "";
        await using (var app = App(data))
        {
            Assert.Equal("Nine to five.", await app.SayAsync("open"));
            key = await File.ReadAllTextAsync(data.PathOf("secrets"), Cancel);
            foreach (var path in Directory.GetFiles(data.Path))
            {
                File.Delete(path);
            }

            Assert.Equal("Nine to five.", await app.SayAsync("open"));
            await ReadyAsync(app, () => File.Exists(data.PathOf("secrets")) && File.Exists(data.PathOf("lock")));
            var metrics = await app.Management.GetStringAsync("/metrics", Cancel);
            foreach (var file in (string[])["journal", "spool", "lock", "secrets"])
            {
                Assert.Contains(
                    $"wr_files_lost_total{{otel_scope_name=\"WebhookReceiver\",file=\"{file}\"}} 1",
                    metrics,
                    StringComparison.Ordinal
                );
            }
        }

        Assert.Equal(key, await File.ReadAllTextAsync(data.PathOf("secrets"), Cancel));
        await using var second = App(data);
        await second.SayAsync("hello");
        Assert.DoesNotContain(
            second.Log.MessagesOf<SqliteJournal>(),
            line => line.Contains("LOST", StringComparison.Ordinal)
        );
        using var archive = Reading(data);
        Assert.Equal(3, Database.Number(archive, "SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task With_the_lock_removed_a_second_server_is_refused_all_the_same()
    {
        using var data = new TemporaryFolder();
        using var first = DataFolder.Open(data.Path);
        File.Delete(data.PathOf("lock"));

        Assert.True(DataFolder.IsInUse(data.Path));
        Assert.Throws<StartRefusedException>(() => DataFolder.Open(data.Path));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_server_whose_folder_another_one_took_refuses_all_messages_and_readiness_says_so()
    {
        using var data = new TemporaryFolder();
        await using var app = App(data);
        await app.SayAsync("open");
        File.Delete(data.PathOf("lock"));
        using var other = new FileStream(data.PathOf("lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await WaitAsync(
            async () => await StatusAsync(app) == HttpStatusCode.ServiceUnavailable,
            "The server did not notice."
        );

        using var refused = await app.PostAsync(WebhookApp.Payload("open", id: "late"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("another server uses the data folder", await ReadinessAsync(app), StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string SpoolOf(JournalRig rig) => rig.Folder.PathOf("spool/journal.spool");

    private static WebhookApp App(TemporaryFolder data) =>
        new WebhookApp(("a.yaml", "rules:\n  - { when: open, reply: Nine to five. }\n")).With(
            "Journal:Folder",
            data.Path
        );

    private static Microsoft.Data.Sqlite.SqliteConnection Reading(TemporaryFolder data) =>
        Database.OpenForReading(data.PathOf("journal.db"));

    private static async Task ReadyAsync(WebhookApp app, Func<bool> isThere) =>
        await WaitAsync(
            async () => isThere() && (await ReadinessAsync(app)).Contains("\"ready\"", StringComparison.Ordinal),
            "It does not become ready again." + await ReadinessAsync(app)
        );

    private static async Task WaitAsync(Func<Task<bool>> isReached, string otherwise)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var tries = 0; !await isReached(); tries++)
        {
            Assert.True(tries < 200, otherwise);
            await pause.WaitForNextTickAsync(Cancel);
        }
    }

    private static async Task<string> ReadinessAsync(WebhookApp app)
    {
        using var answer = await app.Management.GetAsync("/health/ready", Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<HttpStatusCode> StatusAsync(WebhookApp app)
    {
        using var answer = await app.Management.GetAsync("/health/ready", Cancel);
        return answer.StatusCode;
    }

    private static string[] Critical(JournalRig rig) =>
        [
            .. rig
                .Log.Lines.Where(line => line.StartsWith("Critical: ", StringComparison.Ordinal))
                .Select(line => line["Critical: ".Length..]),
        ];

    private static long LengthOf(JournalRig rig, string companion) =>
        new FileInfo(rig.Paths.Database + companion).Length;

    private static void Cut(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }
}
