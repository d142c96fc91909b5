using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Tests.Storage;

public sealed class ThroughTheFrontDoorTests
{
    private static readonly (string, string) Hours = (
        "hours.yaml",
        "rules:\n  - when: hours\n    reply: We open at nine.\n"
    );
    private static readonly (string, string) Later = (
        "hours.yaml",
        "rules:\n  - when: hours\n    reply: We open at ten.\n"
    );

    [Fact]
    public async Task A_message_that_comes_again_after_a_restart_with_other_rules_gets_its_old_bytes()
    {
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(Hours).With("Journal:Folder", folder.Path))
        {
            Assert.Equal("We open at nine.", await SayAsync(app, "id-1"));
        }

        await using var next = new WebhookApp(Later).With("Journal:Folder", folder.Path);
        Assert.Equal("We open at nine.", await SayAsync(next, "id-1"));
        Assert.Equal("We open at ten.", await SayAsync(next, "id-2"));
    }

    [Fact]
    public async Task Nothing_kept_means_503_and_when_to_come_again()
    {
        await using var app = new WebhookApp(Hours);
        await SayAsync(app, "id-1");
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        await journal.Writer.RunAsync(store => store.BeforeCommit = () => throw Full());
        journal.SpoolFile.AfterWrite = () => throw new IOException("injected");

        using var response = await app.PostAsync(WebhookApp.Payload("hours", id: "id-2"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        Assert.StartsWith("{\"error\":\"journal\",\"trace\":\"", await response.TextAsync(), StringComparison.Ordinal);

        journal.SpoolFile.AfterWrite = null;
        Assert.Equal("We open at nine.", await SayAsync(app, "id-2"));
    }

    [Fact]
    public async Task A_failing_store_shows_as_degraded_and_answers()
    {
        await using var app = new WebhookApp(Hours) { Time = new(JournalRig.Start) };
        await SayAsync(app, "id-1");
        Assert.Equal("{\"status\":\"ready\"", (await ReadyAsync(app))[..17]);
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        await journal.Writer.RunAsync(store => store.BeforeCommit = () => throw Full());

        Assert.Equal("We open at nine.", await SayAsync(app, "id-2"));
        var body = await ReadyAsync(app);
        Assert.Contains("\"status\":\"degraded\"", body, StringComparison.Ordinal);
        Assert.Contains("store fails (full)", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_it_says_so_at_start_and_duplicates_still_get_the_same_bytes()
    {
        await using var app = new WebhookApp(Hours).With("Journal:Store", "none");
        Assert.Equal("We open at nine.", await SayAsync(app, "id-1"));
        Assert.Equal("We open at nine.", await SayAsync(app, "id-1"));
        Assert.Equal(
            ["Journal:Store is none: messages, replies and the variables of contacts are lost when this process ends"],
            app.Log.MessagesOf<JournalStartup>()
        );
        Assert.False(File.Exists(Path.Combine(app.DataFolder, "journal.db")));
        Assert.False(File.Exists(Path.Combine(app.DataFolder, "journal.spool")));
    }

    [Fact]
    public async Task Without_a_store_nothing_stays_on_the_disk_and_the_next_start_knows_nothing()
    {
        using var folder = new TemporaryFolder();
        string[] before;
        await using (var app = new WebhookApp(Hours).With("Journal:Folder", folder.Path).With("Journal:Store", "none"))
        {
            Assert.Equal("We open at nine.", await SayAsync(app, "id-1"));
            var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
            Assert.True(File.Exists(journal.Path));
            using var connection = Database.OpenForReading(journal.Path);
            Assert.Equal(1, Database.Number(connection, "SELECT count(*) FROM message"));
            before = Directory.GetFileSystemEntries(folder.Path, "journal*");
        }

        Assert.Equal([folder.PathOf("journal.temporary")], before);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path, "journal*"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("sqlite")]
    public async Task What_a_killed_server_without_a_store_left_behind_goes_at_the_next_start(string store)
    {
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(Hours).With("Journal:Folder", folder.Path).With("Journal:Store", "none"))
        {
            await SayAsync(app, "id-1");
            Copy(folder.PathOf("journal.temporary"), folder.PathOf("left"));
        }

        // On a busy machine the end may leave it to the next start.
        if (Directory.Exists(folder.PathOf("journal.temporary")))
        {
            Directory.Delete(folder.PathOf("journal.temporary"), recursive: true);
        }

        Directory.Move(folder.PathOf("left"), folder.PathOf("journal.temporary"));
        await using var next = new WebhookApp(Hours).With("Journal:Folder", folder.Path).With("Journal:Store", store);
        using var ready = await next.Management.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var journal = (SqliteJournal)next.Services.GetRequiredService<IJournal>();
        using var connection = Database.OpenForReading(journal.Path);
        Assert.Equal(0, Database.Number(connection, "SELECT count(*) FROM message"));
        Assert.Equal(store == "none", Directory.Exists(folder.PathOf("journal.temporary")));
    }

    [Fact]
    public async Task A_server_that_finds_the_folder_in_use_leaves_the_journal_of_the_other_alone()
    {
        using var folder = new TemporaryFolder();
        await using var app = new WebhookApp(Hours).With("Journal:Folder", folder.Path).With("Journal:Store", "none");
        await SayAsync(app, "id-1");
        Assert.Throws<StartRefusedException>(() => DataFolder.Open(folder.Path));
        await using (
            var second = new WebhookApp(Hours).With("Journal:Folder", folder.Path).With("Journal:Store", "none")
        )
        {
            Assert.ThrowsAny<Exception>(() => second.Services);
        }

        using var connection = Database.OpenForReading(
            ((SqliteJournal)app.Services.GetRequiredService<IJournal>()).Path
        );
        Assert.Equal(1, Database.Number(connection, "SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task Only_without_a_store_commits_are_not_flushed()
    {
        await using var kept = new WebhookApp(Hours);
        await using var lost = new WebhookApp(Hours).With("Journal:Store", "none");
        Assert.Equal(2, await SynchronousAsync(kept));
        Assert.Equal(0, await SynchronousAsync(lost));
    }

    private static async Task<long> SynchronousAsync(WebhookApp app)
    {
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        return await journal.Writer.ChangeAsync(open => Database.Number(open, "PRAGMA synchronous"));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from))
        {
            using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = new FileStream(Path.Combine(to, Path.GetFileName(path)), FileMode.CreateNew);
            source.CopyTo(target);
        }
    }

    [Fact]
    public async Task A_body_that_nobody_can_read_is_kept_once()
    {
        await using var app = new WebhookApp(Hours);
        for (var i = 0; i < 2; i++)
        {
            using var response = await app.PostAsync("[1]");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        using var store = Database.OpenForReading(Path.Combine(app.DataFolder, "journal.db"));
        using var row = new Statement(store, "SELECT reason, body FROM quarantine");
        Assert.True(row.Step());
        Assert.Equal("shape", row.Text(0));
        Assert.Equal("[1]"u8.ToArray(), row.Bytes(1).ToArray());
        Assert.False(row.Step());
    }

    [Theory]
    [InlineData("/events")]
    [InlineData("/webhook")]
    public async Task An_event_is_answered_once_it_is_kept_and_refused_when_it_cannot_be(string path)
    {
        await using var app = new WebhookApp(Hours);
        using var kept = await app.PostAsync(EventTests.Delivered("R-1"), path);
        Assert.Equal((HttpStatusCode.OK, "{}"), (kept.StatusCode, await kept.TextAsync()));
        using (var archive = JournalArchive.Open(Path.Combine(app.DataFolder, "journal.db")))
        {
            var report = Assert.Single(archive.FindEvents("447700900123", 10));
            Assert.Equal(EventTests.Delivered("R-1"), System.Text.Encoding.UTF8.GetString(report.Raw.Span));
        }

        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        await journal.Writer.RunAsync(store => store.BeforeCommit = () => throw Full());
        journal.SpoolFile.AfterWrite = () => throw new IOException("injected");
        using var refused = await app.PostAsync(EventTests.Delivered("R-2"), path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
    }

    private static Microsoft.Data.Sqlite.SqliteException Full() =>
        new("injected", SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_FULL);

    private static async Task<string> ReadyAsync(WebhookApp app)
    {
        using var response = await app.Management.GetAsync(
            new Uri("/health/ready", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return await response.TextAsync();
    }

    private static async Task<string?> SayAsync(WebhookApp app, string id)
    {
        using var response = await app.PostAsync(WebhookApp.Payload("hours?", id: id));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reply = System.Text.Json.JsonDocument.Parse(await response.TextAsync());
        return reply.RootElement.GetProperty("message-out").GetString();
    }
}
