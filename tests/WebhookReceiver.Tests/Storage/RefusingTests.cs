using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Neither the store nor the spool can keep anything.</summary>
public sealed class RefusingTests
{
    private const string Line = "Neither the store nor the spool can be written";

    [Fact]
    public async Task It_is_told_once_a_minute_with_the_number_however_many_are_refused()
    {
        using var rig = new JournalRig();
        using var external = Hold(rig);
        rig.Sqlite.SpoolFile.AfterWrite = () => throw new IOException("injected");
        for (var i = 0; i < 40; i++)
        {
            await RefusedAsync(rig, $"id-{i}");
        }

        Assert.True(rig.Health.IsRefusing);
        Assert.Equal([$"{Line} (injected): 1 messages refused with 503"], Lines(rig));

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await RefusedAsync(rig, "last");
        await rig.HealthyAsync(_ => Lines(rig).Length > 1);
        Assert.StartsWith($"{Line} (injected): ", Lines(rig)[1], StringComparison.Ordinal);
        Assert.Equal(2, Lines(rig).Length);
    }

    [Fact]
    public async Task When_there_is_room_again_it_is_found_out_without_a_message()
    {
        using var rig = new JournalRig();
        using var external = Hold(rig);
        rig.Sqlite.SpoolFile.AfterWrite = () => throw new IOException("injected");
        await RefusedAsync(rig, "id-1");
        await rig.HealthyAsync(health => health.IsRefusing);
        Assert.Equal(
            "neither the journal's store nor the spool can be written; messages are refused",
            rig.Health.Trouble
        );

        rig.Sqlite.SpoolFile.AfterWrite = null;
        await rig.HealthyAsync(health => !health.IsRefusing);
        Assert.Contains("messages are kept in the spool", rig.Health.Trouble, StringComparison.Ordinal);
        Assert.StartsWith("reply ", await rig.DeliverAsync(rig.Message("id-1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spool_without_room_for_a_message_refuses_and_what_it_holds_is_kept()
    {
        using var rig = new JournalRig();
        Assert.Equal(0, rig.Sqlite.SpoolFile.Fill);
        using var external = Hold(rig);
        var kept = 0;
        while (!rig.Health.IsRefusing && await IsKeptAsync(rig, $"id-{kept}", new string('x', 3_000)))
        {
            kept++;
        }

        while (!rig.Health.IsRefusing && await IsKeptAsync(rig, $"id-{kept}", ""))
        {
            kept++;
        }

        Assert.InRange(rig.Sqlite.SpoolFile.Fill, 0.9, 1);
        Database.Execute(external, "ROLLBACK");
        await rig.HealthyAsync(health => health.Trouble is null);
        Assert.False(rig.Health.IsRefusing);
        Assert.Equal(0, rig.Sqlite.SpoolFile.Fill);
        Assert.Equal(kept, rig.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task A_probe_of_the_spool_is_no_record_and_hides_none()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        rig.Sqlite.SpoolFile.DemandRoom(4_096);
        rig.Restart();

        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task One_row_that_nobody_takes_is_no_reason_to_send_all_away()
    {
        using var rig = new JournalRig();
        await rig.Sqlite.Writer.RunAsync(store =>
            store.BeforeCommit = () => throw new SqliteException("injected", raw.SQLITE_CONSTRAINT)
        );
        rig.Sqlite.SpoolFile.AfterWrite = () => throw new IOException("injected");

        await RefusedAsync(rig, "id-1");

        Assert.False(rig.Health.IsRefusing);
    }

    [Fact]
    public async Task Readiness_sends_callers_elsewhere_until_there_is_room()
    {
        await using var app = new WebhookApp(("a.yaml", "rules:\n  - { when: hi, reply: Hello! }\n"))
        {
            Time = new(JournalRig.Start),
        };
        Assert.Equal("Hello!", await app.SayAsync("hi"));
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        await journal.Writer.RunAsync(store =>
            store.BeforeCommit = () => throw new SqliteException("injected", raw.SQLITE_FULL)
        );
        journal.SpoolFile.AfterWrite = () => throw new IOException("injected");
        using (var refused = await app.PostAsync(WebhookApp.Payload("hi", id: "id-1")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        using (var ready = await ReadyAsync(app))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.StartsWith("{\"status\":\"refusing\"", await ready.TextAsync(), StringComparison.Ordinal);
        }

        journal.SpoolFile.AfterWrite = null;
        var isReady = false;
        for (var second = 0; second < 60 && !isReady; second++)
        {
            app.Time!.Advance(TimeSpan.FromSeconds(1));
            await ListenAsync(journal);
            using var ready = await ReadyAsync(app);
            isReady = ready.StatusCode == HttpStatusCode.OK;
        }

        Assert.True(isReady);
        Assert.Equal("Hello!", await app.SayAsync("hi"));
    }

    /// <summary>Waits until the writer has done what came before.</summary>
    private static async Task ListenAsync(SqliteJournal journal)
    {
        try
        {
            await journal.Writer.RunAsync(_ => 0);
        }
        catch (JournalUnavailableException)
        {
            // The store still fails.
        }
    }

    private static Task<HttpResponseMessage> ReadyAsync(WebhookApp app) =>
        app.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The store fails until the lock is given back.</summary>
    private static SqliteConnection Hold(JournalRig rig)
    {
        var external = rig.OpenBeside();
        Database.Execute(external, "BEGIN EXCLUSIVE");
        return external;
    }

    private static async Task RefusedAsync(JournalRig rig, string id) =>
        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(rig.Message(id)));

    private static async Task<bool> IsKeptAsync(JournalRig rig, string id, string text)
    {
        try
        {
            return (await rig.DeliverAsync(rig.Message(id, text))).StartsWith("reply ", StringComparison.Ordinal);
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }

    private static string[] Lines(JournalRig rig) =>
        [.. rig.Log.Texts.Where(line => line.StartsWith(Line, StringComparison.Ordinal))];
}
