using System.Net;
using System.Text;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;
using WebhookReceiver.Tests.Sending;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Bits that flip inside a row, where SQLite sees nothing.</summary>
public sealed class RowDamageTests
{
    private const string Damaged = "Critical: THE JOURNAL IS DAMAGED: the checksum of a ";

    [Fact]
    public async Task One_flipped_bit_in_a_stored_reply_is_never_sent_and_told_once_a_minute()
    {
        using var data = new TemporaryFolder();
        var first = WebhookApp.Payload("open", id: "m-1");
        await using (var before = App(data))
        {
            using var answered = await before.PostAsync(first);
            Assert.Contains("Nine to five.", await answered.TextAsync(), StringComparison.Ordinal);
        }

        Flip(data.PathOf("journal.db"), "Nine to five.");
        await using var after = App(data);
        for (var i = 0; i < 3; i++)
        {
            using var again = await after.PostAsync(first);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, again.StatusCode);
            Assert.Equal("""{"error":"journal","trace":"*"}""", await again.ErrorAsync());
        }

        Assert.Equal("Nine to five.", await after.SayAsync("open"));
        Assert.Single(
            after.Log.MessagesOf<SqliteJournal>(),
            line => line.StartsWith("THE JOURNAL IS DAMAGED: the checksum of a message", StringComparison.Ordinal)
        );
        Assert.Contains(
            "wr_journal_damaged_total{otel_scope_name=\"WebhookReceiver\",what=\"message\"} 3",
            await after.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("reply = x'7265706c792032'")]
    [InlineData("reply = x'7265706c79'")]
    [InlineData("reply = x''")]
    [InlineData("reply = NULL")]
    [InlineData("key = unhex(substr(hex(key), 1, 44) || 'ABCD')")]
    [InlineData("key = unhex('ABCD' || substr(hex(key), 5))")]
    [InlineData("key = substr(key, 1, 20)")]
    [InlineData("checksum = checksum + 1")]
    public async Task Whatever_is_damaged_in_the_row_of_a_message_it_is_neither_sent_nor_decided_anew(string damage)
    {
        using var rig = new JournalRig();
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        rig.Count($"UPDATE message SET {damage} WHERE id = 1");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(rig.Message("id-1")));

        Assert.Equal(1, rig.Decided);
        Assert.Single(rig.Log.Lines, line => line.StartsWith($"{Damaged}message", StringComparison.Ordinal));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-2")));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal(2, rig.Log.Lines.Count(line => line.StartsWith(Damaged, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Damaged_rows_are_found_after_the_start_and_a_key_that_is_damaged_in_the_index_is_found_again()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        await rig.DeliverAsync(rig.Message("id-2"));
        rig.Count("UPDATE message SET reply = x'7b7d' WHERE id = 2");
        rig.Close();
        var bytes = await File.ReadAllBytesAsync(rig.Paths.Database, TestContext.Current.CancellationToken);
        var key = new byte[WebhookReceiver.Decoding.MessageKey.Length];
        JournalRig.KeyOf(rig.Message("id-1")).WriteTo(key);
        var places = Enumerable
            .Range(0, bytes.Length - key.Length + 1)
            .Where(at => bytes.AsSpan(at).StartsWith(key))
            .ToArray();
        // The head of an entry of the index: four bytes, the number 1, 24 bytes, the number 1.
        bytes[Assert.Single(places, at => bytes.AsSpan(at - 4, 4).SequenceEqual((byte[])[4, 9, 60, 9]))] ^= 1;
        await File.WriteAllBytesAsync(rig.Paths.Database, bytes, TestContext.Current.CancellationToken);
        rig.Open();
        await rig.Sqlite.RowsChecked;

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
        Assert.Single(
            rig.Log.Lines,
            line =>
                line.StartsWith(
                    "Critical: THE JOURNAL IS DAMAGED: 1 messages have a wrong checksum and are refused with 503",
                    StringComparison.Ordinal
                ) && line.Contains("; 1 were missing in the index", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_damaged_row_that_is_salvaged_stays_refused()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        await rig.DeliverAsync(rig.Message("id-2"));
        rig.Count("UPDATE message SET reply = x'7265706c792032', raw = x'7b7d' WHERE id = 1");
        await rig.FailNextCommitAsync(SQLitePCL.raw.SQLITE_CORRUPT, SQLitePCL.raw.SQLITE_CORRUPT);
        await rig.DeliverAsync(rig.Message("id-3"));
        await rig.HealthyAsync(health => health.Trouble is null);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => rig.DeliverAsync(rig.Message("id-1")));
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-2")));
    }

    [Fact]
    public async Task Rows_without_a_checksum_count_as_before()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        rig.Count("UPDATE message SET checksum = NULL");
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Theory]
    [InlineData("Ann", "Bnn")]
    [InlineData("\"Ann\"", "\"Ann'")]
    public async Task What_is_remembered_of_a_contact_is_not_said_once_it_is_damaged(string part, string damaged)
    {
        using var data = new TemporaryFolder();
        await using (var before = App(data))
        {
            Assert.Equal("Hello Ann.", await before.SayAsync("i am Ann"));
        }

        Replace(data.PathOf("journal.db"), $"{{\"name\":[{(part[0] == '"' ? part : $"\"{part}\"")}", part, damaged);
        await using var after = App(data).Ids("after");

        Assert.Equal("You are nobody.", await after.SayAsync("who am i"));
        Assert.Equal("Hello Ben.", await after.SayAsync("i am Ben"));
        Assert.Equal("You are Ben.", await after.SayAsync("who am i"));
        Assert.Single(
            after.Log.MessagesOf<SqliteJournal>(),
            line => line.StartsWith("THE JOURNAL IS DAMAGED: the checksum of a contact", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Nothing_is_sent_unasked_to_a_contact_whose_opt_out_may_be_damaged()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1");
        await rig.DeliverAsync(
            message,
            (_, _) => ValueTask.FromResult(JournalRig.Say("ok") with { Changes = [new ContactChange("city", "Cork")] })
        );
        var contact = ContactKey.Of(message);
        Assert.Equal(OptOut.None, await rig.Journal.OptOutOfAsync(contact));

        rig.Restart();
        rig.Count("UPDATE contact SET state = x'7b7d'");

        Assert.Equal(OptOut.Unknown, await rig.Journal.OptOutOfAsync(contact));
        Assert.Equal(OptOut.Unknown, await rig.Journal.OptOutOfAsync(contact with { Project = "" }));
    }

    [Theory]
    [InlineData("sender = '447700900666'")]
    [InlineData("project = '1'")]
    [InlineData("body = replace(CAST(body AS TEXT), 'Ready', 'Reads')")]
    [InlineData("body = x'00'")]
    public async Task A_damaged_entry_of_the_outbox_is_given_up_and_never_sent(string damage)
    {
        using var rig = new SendingRig();
        var entry = await rig.AddAsync("447700900001", "Ready");
        rig.Journal.Count($"UPDATE outbox SET {damage}");

        await rig.OutboxDispatcher.RoundAsync(rig.Epoch, TestContext.Current.CancellationToken);

        var after = await rig.Outbox.FindAsync(entry.Reference);
        Assert.Equal((OutboxState.Dead, OutboxDetails.Damaged), (after!.State, after.Detail));
        Assert.Empty(rig.Peer.Requests);
    }

    [Theory]
    [InlineData("due = due + 8")]
    [InlineData("due = due - 1099511627776")]
    [InlineData("due = -1")]
    [InlineData("next = next - 1024")]
    [InlineData("next = -9223372036854775807")]
    [InlineData("state = 1")]
    [InlineData("expires = 9000000000000000000")]
    [InlineData("expires = expires + 1")]
    [InlineData("guard = guard + 1")]
    public async Task An_entry_of_the_outbox_whose_times_or_state_are_damaged_is_given_up_and_others_go_out(
        string damage
    )
    {
        using var rig = new SendingRig();
        var entry = await rig.AddAsync("447700900001", "Ready", expiresAfter: TimeSpan.FromHours(1));
        using (var beside = rig.Journal.OpenBeside())
        {
            Database.Execute(beside, $"DROP TRIGGER outbox_guard; UPDATE outbox SET {damage}");
        }

        await rig.AddAsync("447700900002", "Ready");
        await rig.OutboxDispatcher.RoundAsync(rig.Epoch, TestContext.Current.CancellationToken);

        var after = await rig.Outbox.FindAsync(entry.Reference);
        Assert.Equal((OutboxState.Dead, OutboxDetails.Damaged), (after!.State, after.Detail));
        Assert.Equal(["447700900002"], Assert.Single(rig.Peer.Recipients));
    }

    [Fact]
    public async Task Whatever_happens_to_an_entry_of_the_outbox_its_checksums_are_right()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.ServiceUnavailable);
        var sent = await rig.AddAsync("447700900001", "Ready");
        await rig.AddAsync("447700900002", "Late", expiresAfter: TimeSpan.FromSeconds(1));
        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromMinutes(2));
        await rig.RunAsync();
        await rig.AddAsync("447700900003", "Waits", expiresAfter: TimeSpan.FromHours(1));
        rig.Journal.Time.SetWallClock(TimeSpan.FromHours(-3));
        await rig.Journal.Sqlite.FollowClockAsync();
        await rig.RestartAsync();

        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync(sent.Reference)).State);
        foreach (var entry in await rig.Journal.Journal.ListAsync(new OutboxQuery()))
        {
            Assert.False(entry.IsDamaged, $"{entry.State} {entry.Detail}");
        }
    }

    [Fact]
    public async Task Readiness_is_degraded_and_says_how_many_rows_are_damaged()
    {
        using var data = new TemporaryFolder();
        await using (var before = App(data))
        {
            await before.SayAsync("i am Ann");
            await before.SayAsync("open", "447700900124");
        }

        Flip(data.PathOf("journal.db"), "Nine to five.");
        await using (
            var beside = new Microsoft.Data.Sqlite.SqliteConnection(
                $"Data Source={data.PathOf("journal.db")};Pooling=False"
            )
        )
        {
            await beside.OpenAsync(TestContext.Current.CancellationToken);
            Database.Execute(beside, "UPDATE contact SET state = x'7b7d'");
        }

        await using var after = App(data);
        await after.SayAsync("open", "447700900125");
        var readiness = "";
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; tries < 200 && !readiness.Contains("1 contacts", StringComparison.Ordinal); tries++)
        {
            using var answer = await after.Management.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            readiness = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("\"status\":\"degraded\"", readiness, StringComparison.Ordinal);
        Assert.Contains(
            "damaged rows in the journal: 1 messages, 1 contacts, 0 messages to send; nothing of them is sent",
            readiness,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Salvaged_instants_of_the_year_1_and_of_the_far_future_are_mended()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("journal.db"), new SeenIndex());
        var ticks = JournalRig.Start.UtcTicks;
        var seconds = JournalRig.Start.ToUnixTimeSeconds();
        Database.Execute(
            store.Connection,
            $"""
            INSERT INTO message(id, stored, received, seed) VALUES
              (1, {seconds}, {ticks}, 1), (2, 0, 0, 1), (3, {seconds + 9}, {ticks
                - 5}, 1), (4, {seconds}, {long.MaxValue}, 1), (5, {long.MaxValue}, -7, 1)
            """
        );

        SalvagedTimes.Mend(store.Connection, JournalRig.Start);

        var mended = new StringBuilder();
        using var rows = new Statement(store.Connection, "SELECT stored, received FROM message ORDER BY id");
        while (rows.Step())
        {
            mended
                .Append(rows.Integer(0) - seconds)
                .Append(' ')
                .Append((rows.Integer(1) - ticks) / TimeSpan.TicksPerSecond)
                .Append('\n');
        }

        Assert.Equal("0 0\n0 0\n9 0\n9 9\n9 9\n", mended.ToString());
    }

    private static WebhookApp App(TemporaryFolder data) =>
        new WebhookApp(
            (
                "a.yaml",
                """
                rules:
                  - { when: open, reply: Nine to five. }
                  - when: i am <name>
                    remember: { name: "{{ name }}", for: 30d }
                    reply: Hello {{ name }}.
                  - { when: who am i, reply: "You are {{ contact.name | default: 'nobody' }}." }
                """
            )
        ).With("Journal:Folder", data.Path);

    private static void Flip(string path, string text)
    {
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.NotEqual(-1, at);
        bytes[at] ^= 2;
        File.WriteAllBytes(path, bytes);
    }

    private static void Replace(string path, string around, string part, string other)
    {
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(around));
        Assert.NotEqual(-1, at);
        var inside = around.IndexOf(part, StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(other).CopyTo(bytes.AsSpan(at + inside));
        File.WriteAllBytes(path, bytes);
    }
}
