using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Tests.Storage;

public sealed class StoredOutboxTests
{
    [Fact]
    public async Task After_a_kill_what_was_on_the_wire_has_an_unknown_outcome_and_nothing_else_changed()
    {
        using var rig = new JournalRig();
        var outbox = rig.Journal.Outbox;
        foreach (var contact in (string[])["sent", "accepted", "waiting"])
        {
            await outbox.AddAsync(OutboxTests.Entry(contact, contact));
        }

        await outbox.TakeDueAsync(JournalRig.Start, most: 2);
        await outbox.ChangeAsync(OutboxTests.Change("accepted", OutboxState.Accepted) with { MessageId = "8" });
        rig.Crash();

        outbox = rig.Journal.Outbox;
        var epoch = await outbox.BeginEpochAsync(JournalRig.Start, lease: 1);
        Assert.Equal(new SendingEpoch(1, 1, "sent"), epoch);
        Assert.Equal(OutboxState.Unknown, (await outbox.FindAsync("sent"))!.State);
        Assert.Equal(OutboxState.Accepted, (await outbox.FindByMessageIdAsync("8"))!.State);
        Assert.Equal(
            ["waiting"],
            OutboxTests.References(await outbox.TakeDueAsync(JournalRig.Start, most: 9, epoch: epoch.Number))
        );
    }

    [Fact]
    public async Task A_sender_whose_epoch_is_over_takes_nothing_and_what_it_took_has_an_unknown_outcome()
    {
        using var rig = new JournalRig();
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(OutboxTests.Entry("R-1", "a"));
        await outbox.AddAsync(OutboxTests.Entry("R-2", "b"));
        var first = await outbox.BeginEpochAsync(JournalRig.Start, lease: 1);
        await outbox.TakeDueAsync(JournalRig.Start, most: 1, epoch: first.Number);

        var second = await outbox.BeginEpochAsync(JournalRig.Start, lease: 1);

        Assert.Equal(new SendingEpoch(first.Number + 1, 1, "R-1"), second);
        Assert.Empty(await outbox.TakeDueAsync(JournalRig.Start, most: 9, epoch: first.Number));
        Assert.Equal(OutboxState.Pending, (await outbox.FindAsync("R-2"))!.State);
        Assert.Equal(
            ["R-2"],
            OutboxTests.References(await outbox.TakeDueAsync(JournalRig.Start, most: 9, epoch: second.Number))
        );
        // The earlier sender may still learn what became of its request.
        await outbox.ChangeAllAsync([OutboxTests.Change("R-1", OutboxState.Accepted)]);
        Assert.Equal(OutboxState.Accepted, (await outbox.FindAsync("R-1"))!.State);
    }

    [Fact]
    public async Task Epochs_go_on_after_a_kill()
    {
        using var rig = new JournalRig();
        await rig.Journal.Outbox.BeginEpochAsync(JournalRig.Start, lease: 1);
        rig.Crash();

        Assert.Equal(
            new SendingEpoch(2, 0, null),
            await rig.Journal.Outbox.BeginEpochAsync(JournalRig.Start, lease: 1)
        );
    }

    [Fact]
    public async Task Follow_ups_that_were_spooled_are_in_the_outbox_once_the_store_works_again()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("id-1"), OutboxTests.Promising("one"));
        await Assert.ThrowsAsync<JournalUnavailableException>(() =>
            rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R-9", "a")).AsTask()
        );
        await rig.HealthyAsync(health => health.Trouble is null);
        var spooled = Assert.Single(await rig.Journal.ListAsync(new OutboxQuery()));
        Assert.Equal(("thanks", 1L), (spooled.Topic, spooled.Message));
    }

    [Fact]
    public async Task A_commit_that_fails_changes_nothing_and_says_so()
    {
        using var rig = new JournalRig();
        await rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R-9", "a"));
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);

        await Assert.ThrowsAsync<JournalUnavailableException>(() =>
            rig.Journal.Outbox.TakeDueAsync(JournalRig.Start, most: 1).AsTask()
        );
        Assert.Equal(OutboxState.Pending, (await rig.Journal.Outbox.FindAsync("R-9"))!.State);
    }

    [Fact]
    public async Task What_is_settled_goes_with_its_messages_and_what_is_open_stays()
    {
        using var rig = new JournalRig();
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(OutboxTests.Entry("open", "a"));
        await outbox.AddAsync(OutboxTests.Entry("settled", "b"));
        await outbox.ChangeAsync(OutboxTests.Change("settled", OutboxState.Cancelled));
        var retention = rig.Sqlite.Retention(rig.Options);

        rig.Time.Advance(TimeSpan.FromDays(30));
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.Equal(2, rig.Count("SELECT count(*) FROM outbox"));
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await rig.Sqlite.Writer.RunAsync(retention.Step);
        Assert.Equal(["open"], OutboxTests.References(await rig.Journal.ListAsync(new OutboxQuery())));
    }

    [Fact]
    public async Task A_forgotten_contact_has_nothing_in_the_outbox_not_even_a_row_nor_its_bytes()
    {
        using var rig = new JournalRig();
        var outbox = rig.Journal.Outbox;
        await outbox.AddAsync(OutboxTests.Entry("gone", "447700900777", "a very private matter"));
        await outbox.AddAsync(OutboxTests.Entry("stays", "447700900778"));
        string[] traces = ["447700900777", "private matter"];
        Assert.All(traces, trace => Assert.Contains(Files(), file => Holds(file, trace)));

        Assert.Equal(0, await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync("+44 7700 900777"));
        Assert.Equal(["stays"], OutboxTests.References(await rig.Journal.ListAsync(new OutboxQuery())));
        Assert.Null(await outbox.ChangeAsync(OutboxTests.Change("gone", OutboxState.Accepted)));
        Assert.All(traces, trace => Assert.DoesNotContain(Files(), file => Holds(file, trace)));

        IEnumerable<string> Files() => Directory.EnumerateFiles(rig.Folder.Path, "*", SearchOption.AllDirectories);

        static bool Holds(string file, string trace) => FileSearch.Contains(file, Encoding.UTF8.GetBytes(trace));
    }

    [Fact]
    public async Task Ten_thousand_waiting_entries_of_one_contact_do_not_hold_up_another()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(
            rig.Message("id-1"),
            OutboxTests.Promising([.. Enumerable.Range(0, 10_000).Select(n => $"{n}")])
        );
        await rig.Journal.Outbox.AddAsync(
            OutboxTests.Entry("last", "b") with
            {
                DueAt = JournalRig.Start.AddMinutes(2),
            }
        );

        var due = await rig.Journal.Outbox.TakeDueAsync(JournalRig.Start.AddMinutes(2), most: 85);
        Assert.Equal(2, due.Count);
        Assert.Equal("last", due[1].Reference);
    }

    [Fact]
    public void Looking_for_what_is_due_sorts_nothing_however_much_waits()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("journal.db"), new SeenIndex());

        Assert.Equal(
            ["SEARCH outbox USING COVERING INDEX outbox_next (next<?)"],
            Plan(store.Connection, OutboxQueue.IsAnyDue)
        );
        Assert.Equal(
            [
                "SCAN head USING INDEX outbox_turn",
                "CORRELATED SCALAR SUBQUERY 1",
                "SEARCH earlier USING INDEX outbox_open (project=? AND channel=? AND sender=? AND due<?)",
            ],
            Plan(store.Connection, OutboxQueue.InTurn)
        );
        Assert.Equal(
            ["SEARCH outbox USING INDEX outbox_expires (expires<?)"],
            Plan(store.Connection, "UPDATE outbox SET state = 9 WHERE state < 2 AND expires <= ?1")
        );
    }

    private static List<string> Plan(SqliteConnection connection, string sql)
    {
        var steps = new List<string>();
        using var plan = new Statement(connection, $"EXPLAIN QUERY PLAN {sql}");
        while (plan.Step())
        {
            steps.Add(plan.Text(3)!);
        }

        return steps;
    }

    [Fact]
    public void Follow_ups_of_the_first_version_are_brought_over_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        using (var old = Database.OpenForWriting(path))
        {
            Schema.Migrate(old, path, Schema.Steps[..1]);
            Database.Execute(old, "INSERT INTO follow_up VALUES(7, 3, '10777', '8', '1', 500, 'hello')");
        }

        using var store = SqliteStore.Open(path, new SeenIndex());
        var entry = OutboxTable.Find(store.Connection, "reference", "wr-7")!;
        Assert.Equal((OutboxState.Pending, 3L), (entry.State, entry.Message));
        Assert.Equal(500, entry.DueAt.UtcTicks);
        Assert.Equal("hello"u8.ToArray(), entry.Body.ToArray());
        Assert.Throws<SqliteException>(() => Database.Number(store.Connection, "SELECT count(*) FROM follow_up"));
    }
}
