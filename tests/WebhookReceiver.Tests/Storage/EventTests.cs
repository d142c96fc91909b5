using System.Text;
using SQLitePCL;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Tests.Storage;

public sealed class EventTests
{
    private const string Number = "447700900123";

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task An_event_is_kept_once_and_counted_however_often_it_comes(string store)
    {
        using var rig = new JournalRig(store);
        await ReportAsync(rig, Delivered("R-1"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await ReportAsync(rig, Delivered("R-1"));
        await ReportAsync(rig, Delivered("R-2"));

        var events = await rig.Journal.Outbox.UnsettledEventsAsync(most: 10);
        Assert.Equal([2, 1], events.Select(report => report.Times));
        Assert.Equal(JournalRig.Start, events[0].ReceivedAt);
        Assert.Equal(JournalRig.Start.AddMinutes(1), events[0].LastAt);
        Assert.Equal(
            (DeliveryEventKind.DeliveryReport, "1", "4400"),
            (events[0].Kind, events[0].EventId, events[0].Project)
        );
        Assert.Equal(Delivered("R-1"), Encoding.UTF8.GetString(events[0].Raw.Span));
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_report_settles_what_was_sent_and_is_read_once(string store)
    {
        using var rig = new JournalRig(store);
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(OutboxTests.Entry("R-1", Number));
        await outbox.TakeDueAsync(JournalRig.Start, most: 1);
        await ReportAsync(rig, Delivered("R-1"));
        await ReportAsync(rig, Delivered("R-9"));

        var unsettled = await outbox.UnsettledEventsAsync(most: 1);
        var report = Assert.Single(DeliveryReportReader.Read(unsettled[0].Raw));
        Assert.Equal(
            new DeliveryReport(DeliveryStatus.Delivered, "R-1", "1800001", "600001", Number, Error: null),
            report
        );
        await outbox.SettleAsync(unsettled, [new(report.Reference!, OutboxState.Delivered, unsettled[0].ReceivedAt)]);

        Assert.Equal(OutboxState.Delivered, (await outbox.FindAsync("R-1"))!.State);
        var next = Assert.Single(await outbox.UnsettledEventsAsync(most: 10));
        Assert.Contains("R-9", Encoding.UTF8.GetString(next.Raw.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_was_not_settled_is_read_again_even_if_later_ones_were()
    {
        using var rig = new JournalRig();
        var outbox = rig.Journal.Outbox;
        foreach (var reference in (string[])["R-1", "R-2", "R-3"])
        {
            await ReportAsync(rig, Delivered(reference));
        }

        var events = await outbox.UnsettledEventsAsync(most: 3);
        await outbox.SettleAsync([events[0], events[2]], []);

        Assert.Equal(events[1].Id, (await outbox.UnsettledEventsAsync(most: 3))[0].Id);
        await outbox.SettleAsync(await outbox.UnsettledEventsAsync(most: 3), []);
        Assert.Empty(await outbox.UnsettledEventsAsync(most: 3));
        await outbox.SettleAsync(events, []);
        await ReportAsync(rig, Delivered("R-4"));
        Assert.Single(await outbox.UnsettledEventsAsync(most: 3));
    }

    [Fact]
    public async Task Events_outlive_a_kill_and_a_failing_store_and_none_is_counted_twice()
    {
        using var rig = new JournalRig();
        await ReportAsync(rig, Delivered("R-1"));
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await ReportAsync(rig, Delivered("R-2"));
        Assert.Equal(1, rig.Metrics.Spooled);
        Assert.Equal(1, rig.Count("SELECT count(*) FROM event"));

        rig.Crash();
        Assert.Equal(2, rig.Count("SELECT count(*) FROM event"));
        Assert.Equal(2, rig.Count("SELECT sum(times) FROM event"));
        Assert.Equal(0, rig.Sqlite.SpoolFile.Count);
    }

    [Fact]
    public async Task A_commit_that_was_reported_as_failed_and_is_there_counts_once()
    {
        using var rig = new JournalRig();
        await rig.Sqlite.Writer.RunAsync(store =>
            store.BeforeCommit = () =>
            {
                Database.Execute(store.Connection, "COMMIT");
                throw new Microsoft.Data.Sqlite.SqliteException("injected", raw.SQLITE_IOERR, 1034);
            }
        );
        await ReportAsync(rig, Delivered("R-1"));
        await rig.HealthyAsync(health => health.Trouble is null);
        Assert.Equal(1, rig.Count("SELECT sum(times) FROM event"));
    }

    [Fact]
    public async Task When_store_and_spool_fail_the_event_is_refused_and_accounted_for()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        rig.Sqlite.SpoolFile.AfterWrite = () => throw new IOException("injected");

        Assert.Equal(DeliveryOutcome.Refused, await ReportAsync(rig, Delivered("R-1")));
        Assert.Equal((1, 0), (rig.Counters.Count(DeliveryOutcome.Refused), rig.Counters.Unaccounted));
        rig.Sqlite.SpoolFile.AfterWrite = null;
        await ReportAsync(rig, Delivered("R-1"));
        Assert.Equal((1, 0), (rig.Counters.Count(DeliveryOutcome.Recorded), rig.Counters.Unaccounted));
    }

    [Fact]
    public async Task Events_go_with_the_messages_of_their_time()
    {
        using var rig = new JournalRig();
        await ReportAsync(rig, Delivered("R-1"));
        rig.Time.Advance(TimeSpan.FromDays(30));
        var retention = rig.Sqlite.Retention(rig.Options);
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.Equal(1, rig.Count("SELECT count(*) FROM event"));
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await ReportAsync(rig, Delivered("R-2"));
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.Equal(2, rig.Count("SELECT max(id) FROM event"));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM event"));
    }

    [Fact]
    public async Task Forgetting_takes_the_events_that_name_the_contact_and_no_others()
    {
        using var rig = new JournalRig();
        await ReportAsync(rig, Delivered("R-1"));
        await ReportAsync(rig, Delivered("R-2", "9" + Number));
        await ReportAsync(rig, $$"""{"project_id":"4400","event_id":2,"data":[{"number":{{Number}},"status":"2"}]}""");
        await ReportAsync(rig, $$"""{"event_id":4,"mobile":"{{Number}}","message":"hi"}""");
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync("+44 7700 900123");

        using var archive = JournalArchive.Open(rig.Paths.Database);
        var left = Assert.Single(archive.FindEvents(null, 10));
        Assert.Contains("9" + Number, Encoding.UTF8.GetString(left.Raw.Span), StringComparison.Ordinal);
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync("9" + Number);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(rig.Folder.Path, "*", SearchOption.AllDirectories),
            path => FileSearch.Contains(path, Encoding.UTF8.GetBytes(Number))
        );
    }

    [Fact]
    public async Task What_goes_to_somebody_else_about_a_contact_is_forgotten_with_him()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(
            rig.Message("id-1", sender: Number),
            (_, _) =>
                ValueTask.FromResult(
                    JournalRig.Say("thanks") with
                    {
                        FollowUps = [new FollowUp(JournalRig.Start, "{}"u8.ToArray()) { Recipient = "447700900999" }],
                    }
                )
        );
        var entry = Assert.Single(await rig.Journal.ListAsync(new OutboxQuery()));
        Assert.Equal(("447700900999", Number), (entry.Contact.Sender, entry.About));
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync(Number);
        Assert.Empty(await rig.Journal.ListAsync(new OutboxQuery()));
    }

    [Fact]
    public async Task A_backup_holds_spooled_events_and_the_counts_tell_of_them()
    {
        using var rig = new JournalRig();
        await ReportAsync(rig, Delivered("R-1"));
        await rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R-1", Number));
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await ReportAsync(rig, Delivered("R-2"));
        JournalBackup.Make(rig.Paths, rig.Folder.PathOf("backup.db"), now: 1);

        using var archive = JournalArchive.Open(rig.Folder.PathOf("backup.db"));
        Assert.Equal(new JournalCounts(0, 0, 0, Events: 2, ToSend: 1, 0, 0, 0), archive.Count());
        Assert.Equal([2, 1], archive.FindEvents(Number, 10).Select(report => report.Id));
        Assert.Equal("1", archive.ShowEvent(2)!.EventId);
        Assert.Null(archive.ShowEvent(3));
    }

    internal static string Delivered(string reference, string number = Number) =>
        $$"""{"project_id":"4400","event_id":1,"data":[{"push_id":"600001","number":"{{number}}","msg_id":1800001,"status":"1","reference_number":"{{reference}}"}]}""";

    internal static async Task<DeliveryOutcome> ReportAsync(JournalRig rig, string body)
    {
        var decoded = WebhookDecoder.Decode(Encoding.UTF8.GetBytes(body), null, null, rig.Time.GetUtcNow());
        var recorder = new EventRecorder(rig.Journal, rig.Counters, ProcessingLimits.Default, rig.Time);
        return await recorder.KeepAsync(Assert.IsType<Decoded.Event>(decoded).Value);
    }
}
