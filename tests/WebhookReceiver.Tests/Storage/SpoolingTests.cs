using SQLitePCL;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Storage;

public sealed class SpoolingTests
{
    private const int FlushFailed = 1034;

    [Theory]
    [InlineData(raw.SQLITE_FULL, raw.SQLITE_FULL)]
    [InlineData(raw.SQLITE_READONLY, raw.SQLITE_READONLY)]
    [InlineData(raw.SQLITE_IOERR, FlushFailed)]
    [InlineData(raw.SQLITE_BUSY, raw.SQLITE_BUSY)]
    public async Task While_the_store_fails_messages_are_answered_and_found_again(int code, int extended)
    {
        using var rig = new JournalRig();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
        await rig.FailNextCommitAsync(code, extended);

        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("during")));
        Assert.NotNull(rig.Health.Trouble);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("during")));
        Assert.Equal(1, rig.Metrics.Spooled);
        Assert.Equal(0, rig.Count("SELECT count(*) FROM message WHERE reply = CAST('reply 2' AS BLOB)"));

        await rig.HealthyAsync(health => health.Trouble is null);
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message WHERE reply = CAST('reply 2' AS BLOB)"));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("during")));
        Assert.Equal("reply 3", await rig.DeliverAsync(rig.Message("after")));
        Assert.Equal(0, rig.Counters.Unaccounted);
    }

    [Fact]
    public async Task A_spool_that_fails_while_the_store_is_mended_stops_nothing_for_good()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("during")));
        using var tried = new SemaphoreSlim(0);
        rig.Sqlite.SpoolFile.AfterWrite = () =>
        {
            tried.Release();
            throw new IOException("injected");
        };
        var seconds = 0;
        do
        {
            Assert.True(seconds++ < 60, "The store was never mended.");
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        } while (!await tried.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));

        rig.Sqlite.SpoolFile.AfterWrite = null;
        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("during")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("after")));
        Assert.Equal(0, rig.Counters.Unaccounted);
    }

    [Fact]
    public async Task What_was_spooled_is_in_the_store_before_the_next_start_is_ready()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("id-1"), Remembering(rig));
        Assert.Equal(0, rig.Count("SELECT count(*) FROM message"));

        rig.Restart();
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
        Assert.Equal(0, rig.Sqlite.SpoolFile.Count);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        var state = await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("id-1")));
        Assert.Equal("1", state.At(rig.Time.GetUtcNow())["count"]);
    }

    [Fact]
    public async Task What_a_start_found_in_the_spool_is_not_decided_again()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Restart();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        await rig.Sqlite.Seen.Loaded;
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(1, rig.Decided);
    }

    [Fact]
    public async Task A_contact_in_the_spool_is_remembered_at_once()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("id-1"), Remembering(rig));
        await rig.DeliverAsync(rig.Message("id-2"), Remembering(rig));
        await rig.HealthyAsync(health => health.Trouble is null);
        await rig.DeliverAsync(rig.Message("id-3"), Remembering(rig));
        rig.Restart();

        var state = await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("id-1")));
        Assert.Equal("3", state.At(rig.Time.GetUtcNow())["count"]);
        Assert.Equal(3, state.Version);
    }

    [Fact]
    public async Task Only_when_the_spool_fails_too_is_a_message_refused_and_its_redelivery_decided_anew()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        rig.Sqlite.SpoolFile.AfterWrite = () => throw new IOException("injected");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(1, rig.Counters.Count(DeliveryOutcome.Refused));

        rig.Sqlite.SpoolFile.AfterWrite = null;
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1")));
        await rig.HealthyAsync(health => health.Trouble is null);
        rig.Restart();
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task A_full_spool_refuses()
    {
        using var rig = new JournalRig(spoolBytes: 4096);
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        await Assert.ThrowsAsync<JournalUnavailableException>(() =>
            rig.DeliverAsync(rig.Message("id-2", new string('x', 4096)))
        );
    }

    [Fact]
    public async Task A_commit_that_was_reported_as_failed_and_is_there_counts_and_nothing_happens_twice()
    {
        using var rig = new JournalRig();
        await rig.Sqlite.Writer.RunAsync(store =>
        {
            // The commit succeeds, but its result is lost.
            store.BeforeCommit = () =>
            {
                WebhookReceiver.Storage.Sqlite.Database.Execute(store.Connection, "COMMIT");
                throw new Microsoft.Data.Sqlite.SqliteException("injected", raw.SQLITE_IOERR, FlushFailed);
            };
            return true;
        });
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1"), Remembering(rig)));
        await rig.HealthyAsync(health => health.Trouble is null);
        rig.Restart();

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
        var state = await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("id-1")));
        Assert.Equal(1, state.Version);
    }

    [Fact]
    public async Task A_foreign_program_that_holds_the_file_costs_two_seconds_and_then_the_spool_answers()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("before"));
        using var external = rig.OpenBeside();
        WebhookReceiver.Storage.Sqlite.Database.Execute(external, "BEGIN EXCLUSIVE");

        var since = TimeProvider.System.GetTimestamp();
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("during")));
        Assert.InRange(TimeProvider.System.GetElapsedTime(since).TotalSeconds, 1, 10);
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
        Assert.Equal(1, rig.Metrics.Spooled);

        WebhookReceiver.Storage.Sqlite.Database.Execute(external, "COMMIT");
        await rig.HealthyAsync(health => health.Trouble is null);
        Assert.Equal(2, rig.Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task A_damaged_spool_is_told_and_a_copy_is_kept()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("before"));
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        var end = rig.Sqlite.SpoolFile.Length;
        foreach (var id in (string[])["one", "two", "three"])
        {
            await rig.DeliverAsync(rig.Message(id));
            end = id == "one" ? rig.Sqlite.SpoolFile.Length : end;
        }

        using (var file = new FileStream(rig.Paths.Spool, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = end + 40;
            file.WriteByte(0x55);
        }

        await rig.HealthyAsync(health => health.Trouble is null);

        var aside = Assert.Single(
            Directory.GetFiles(Path.GetDirectoryName(rig.Paths.Spool)!, "journal.spool.damaged-*")
        );
        Assert.Single(
            rig.Log.Lines,
            line =>
                line.StartsWith(
                    $"Critical: THE SPOOL IS DAMAGED. A copy is kept as {aside}; the 1 messages before the damage are saved",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("before")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("one")));
    }

    [Fact]
    public async Task Sixty_four_copies_during_a_failure_are_decided_once()
    {
        using var rig = new JournalRig();
        await rig.FailNextCommitAsync(raw.SQLITE_FULL, raw.SQLITE_FULL);
        var message = rig.Message("id-1");
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(_ => Task.Run(() => rig.DeliverAsync(message)))
        );
        Assert.All(replies, reply => Assert.Equal("reply 1", reply));
        Assert.Equal(1, rig.Decided);
    }

    internal static Decide Remembering(JournalRig rig) =>
        (message, _) =>
        {
            var count = int.Parse(
                message.Contact.GetValueOrDefault("count", "0"),
                System.Globalization.CultureInfo.InvariantCulture
            );
            return ValueTask.FromResult(rig.Numbered() with { Changes = [new ContactChange("count", $"{count + 1}")] });
        };
}
