using System.Text;
using WebhookReceiver.Commands;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Postgres.Archive;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>A journal moves from a data folder into a database and back, and keeps every reply.</summary>
public sealed class BackupAndImportTests
{
    private const string Ann = "447700900123";
    private const string Ben = "447700900124";
    private const string Forgotten = "447700900199";

    private const string Nothing =
        "New in the database: 0 messages, 0 contacts, 0 events, 0 outgoing messages, 0 bodies that could not be read, 0 erased messages whose redelivery is still recognised";

    [Fact]
    public async Task A_server_goes_on_with_a_backup_of_the_database()
    {
        using var shared = new JournalRig(JournalRig.Postgres);
        await FillAsync(shared);
        var target = shared.Folder.PathOf("backup.db");

        var said = await SayAsync(shared, "backup", target);

        Assert.Equal(
            $"4 messages in {target}\nIts secrets are in {target}.secrets. A data folder has them as the file secrets, beside journal.db.",
            said
        );
        Assert.Equal([.. Enumerable.Range(1, 32).Select(n => (byte)n)], Secrets.Read(target + ".secrets").HashKey);
        using var one = new JournalRig();
        one.Close();
        File.Copy(target, one.Paths.Database, overwrite: true);
        Assert.Equal(await SayAsync(shared, "export"), await SayAsync(one, "export"));
        Assert.Equal(await SayAsync(shared, "count"), await SayAsync(one, "count"));
        one.Open();
        await GoesOnAsync(one);
        Assert.Equal(6, one.Count("SELECT max(id) FROM message"));
        Assert.Null(one.Health.Trouble);
    }

    [Fact]
    public async Task Servers_of_a_database_go_on_with_an_imported_journal()
    {
        using var one = new JournalRig();
        await FillAsync(one);
        using var shared = new JournalRig(JournalRig.Postgres);
        var before = await SayAsync(one, "export");
        var file = Closed(one);

        var said = await SayAsync(shared, "import", file);

        Assert.Equal(
            "New in the database: 4 messages, 2 contacts, 2 events, 3 outgoing messages, 1 bodies that could not be read, 1 erased messages whose redelivery is still recognised",
            said
        );
        Assert.Equal(before, await SayAsync(shared, "export"));
        Assert.Equal(Nothing, await SayAsync(shared, "import", file));
        Assert.Equal(before, await SayAsync(shared, "export"));
        await GoesOnAsync(shared);
        Assert.Equal(5, shared.Count("SELECT count(*) FROM message"));
        Assert.Equal(Nothing, await SayAsync(shared, "import", file));
    }

    [Fact]
    public async Task What_servers_have_stored_by_then_stays_as_it_is()
    {
        using var one = new JournalRig();
        await FillAsync(one);
        using var shared = new JournalRig(JournalRig.Postgres);
        await shared.DeliverAsync(shared.Message("id-1", "first", Ann), Saying("told by the database"));
        await shared.DeliverAsync(shared.Message("id-8", "other", Ben), Saying("other"));

        await SayAsync(shared, "import", Closed(one));

        Assert.Equal("told by the database", await shared.DeliverAsync(shared.Message("id-1", "first", Ann)));
        Assert.Equal("second of Ann", await shared.DeliverAsync(shared.Message("id-2", "second", Ann)));
        Assert.Equal(5, shared.Count("SELECT count(*) FROM message"));
        Assert.Equal(5, shared.Count("SELECT count(DISTINCT id) FROM message"));
        Assert.Equal(
            1,
            shared.Count(
                "SELECT count(*) FROM outbox o, LATERAL (SELECT 1 FROM message m WHERE m.id = o.message AND m.sender = o.sender) its"
            )
        );
    }

    [Fact]
    public async Task Thousands_of_messages_come_in_pieces_while_a_server_answers()
    {
        using var one = new JournalRig();
        await Parallel.ForAsync(
            0,
            2_500,
            async (n, _) =>
                await one.DeliverAsync(one.Message($"old-{n}", $"text {n}", $"4477{n:D8}"), Saying($"old {n}"))
        );
        using var shared = new JournalRig(JournalRig.Postgres);
        var file = Closed(one);

#pragma warning disable CA2025 // Both commands are awaited below.
        var import = SayAsync(shared, "import", file);
#pragma warning restore CA2025
        var fresh = 0;
        for (; !import.IsCompleted || fresh < 20; fresh++)
        {
            await shared.DeliverAsync(shared.Message($"new-{fresh}", "hi", $"4488{fresh:D8}"), Saying($"new {fresh}"));
        }

        Assert.StartsWith("New in the database: 2500 messages, ", await import, StringComparison.Ordinal);
        Assert.Equal(2_500 + fresh, shared.Count("SELECT count(DISTINCT id) FROM message"));
        foreach (var n in (int[])[0, 999, 1_000, 2_499])
        {
            Assert.Equal($"old {n}", await shared.DeliverAsync(shared.Message($"old-{n}", $"text {n}", $"4477{n:D8}")));
        }

#pragma warning disable CA2025
        var backup = SayAsync(shared, "backup", shared.Folder.PathOf("backup.db"));
#pragma warning restore CA2025
        var during = 0;
        for (; !backup.IsCompleted; during++)
        {
            await shared.DeliverAsync(shared.Message($"later-{during}", "hi", $"4499{during:D8}"));
        }

        await backup;
        using var copied = Database.OpenForReading(shared.Folder.PathOf("backup.db"));
        var count = Database.Number(copied, "SELECT count(*) FROM message");
        Assert.InRange(count, 2_500 + fresh, 2_500 + fresh + during);
        Assert.Equal(0, Database.Number(copied, "SELECT count(*) FROM message WHERE reply IS NULL"));
    }

    [Fact]
    public async Task Only_the_reply_is_left_of_some_messages_and_moves_too()
    {
        using var one = new JournalRig();
        await FillAsync(one);
        using (var beside = one.OpenBeside())
        {
            Database.Execute(
                beside,
                "UPDATE message SET sender = NULL, decoded = NULL, raw = NULL, state_before = NULL, foreign_results = NULL WHERE id = 2; UPDATE message SET key = NULL, checksum = NULL WHERE id = 3"
            );
        }

        using var shared = new JournalRig(JournalRig.Postgres);
        var file = Closed(one);
        await SayAsync(shared, "import", file);
        Assert.Equal(Nothing, await SayAsync(shared, "import", file));
        var target = shared.Folder.PathOf("backup.db");
        await SayAsync(shared, "backup", target);

        Assert.Equal("first of Ann", await shared.DeliverAsync(shared.Message("id-1", "first", Ann)));
        using var copied = Database.OpenForReading(target);
        Assert.Equal(4, Database.Number(copied, "SELECT count(*) FROM message"));
        Assert.Equal(2, Database.Number(copied, "SELECT id FROM message WHERE decoded IS NULL AND sender IS NULL"));
        Assert.Equal(3, Database.Number(copied, "SELECT id FROM message WHERE key IS NULL"));
    }

    [Fact]
    public async Task A_text_that_one_of_both_cannot_hold_keeps_its_reply_and_costs_no_other_row()
    {
        using var shared = new JournalRig(JournalRig.Postgres);
        string[] odd = ["a\0b", "\uD800", "\uD801", "\\u0000", "\U0001F600", "'; --"];
        foreach (var (number, text) in odd.Index())
        {
            await shared.DeliverAsync(
                shared.Message($"id-{number}-{text}", text, $"{Ann}{text}"),
                Counting($"of {number}")
            );
        }

        await shared.Journal.Outbox.AddAllAsync([
            .. odd.Select((text, n) => OutboxTests.Entry($"R-{n}", $"{Ann}{text}")),
        ]);
        var target = shared.Folder.PathOf("backup.db");
        await SayAsync(shared, "backup", target);
        using var one = new JournalRig();
        one.Close();
        File.Copy(target, one.Paths.Database, overwrite: true);
        one.Open();
        using var again = new JournalRig(JournalRig.Postgres);
        File.Copy(target, again.Folder.PathOf("backup.db"));
        File.Copy(target + ".secrets", again.Folder.PathOf("backup.db.secrets"));

        await SayAsync(again, "import", again.Folder.PathOf("backup.db"));

        foreach (var rig in (JournalRig[])[one, again])
        {
            foreach (var (number, text) in odd.Index())
            {
                var reply = await rig.DeliverAsync(rig.Message($"id-{number}-{text}", text, $"{Ann}{text}"));
                Assert.Equal($"of {number}", reply);
            }

            Assert.Equal(odd.Length, rig.Count("SELECT count(*) FROM outbox"));
        }
    }

    [Fact]
    public async Task An_import_that_cannot_be_right_is_refused_in_one_line()
    {
        using var one = new JournalRig();
        await FillAsync(one);
        using var shared = new JournalRig(JournalRig.Postgres);
        var missing = one.Folder.PathOf("none.db");
        Assert.StartsWith(
            $"There is no file {missing}.",
            await RefusedAsync(shared, missing),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Journal:ConnectionString names no database",
            await RefusedAsync(one, one.Paths.Database),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            $"The secrets of {one.Paths.Database} are missing",
            await RefusedAsync(shared, one.Paths.Database),
            StringComparison.Ordinal
        );
        var file = Closed(one, "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=");
        Assert.StartsWith(
            $"The database has other secrets than {file}",
            await RefusedAsync(shared, file),
            StringComparison.Ordinal
        );
        File.Delete(Path.Combine(one.Folder.Path, "secrets"));
        file = Closed(one);
        using (DataFolder.Open(one.Folder.Path))
        {
            Assert.StartsWith($"A server uses {file}.", await RefusedAsync(shared, file), StringComparison.Ordinal);
        }

        Assert.Equal(0, shared.Count("SELECT count(*) FROM message"));
        using (var beside = one.OpenBeside())
        {
            Database.Execute(beside, "UPDATE message SET reply = x'7B7D7B' WHERE id = 3");
        }

        Assert.StartsWith(
            $"{file} is damaged at message 3.",
            await RefusedAsync(shared, file),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_was_forgotten_in_the_database_is_not_brought_back()
    {
        using var one = new JournalRig();
        await FillAsync(one);
        using var shared = new JournalRig(JournalRig.Postgres);
        var file = Closed(one);
        await SayAsync(shared, "import", file);
        await SayAsync(shared, "forget", Ann);

        Assert.StartsWith(
            "The database has forgotten contacts",
            await RefusedAsync(shared, file),
            StringComparison.Ordinal
        );
        Assert.Equal("{}", await shared.DeliverAsync(shared.Message("id-1", "first", Ann)));
    }

    /// <summary>Messages of two contacts, one without an id; what is sent later; a settled event and one that is not; a contact that was forgotten.</summary>
    private static async Task FillAsync(JournalRig rig)
    {
        await rig.DeliverAsync(rig.Message("gone", "hello", Forgotten));
        await rig.ForgetAsync(Forgotten);
        await rig.DeliverAsync(rig.Message("id-1", "first", Ann), Counting("first of Ann"));
        await rig.DeliverAsync(rig.Message("id-2", "second", Ann), Counting("second of Ann"));
        await rig.DeliverAsync(rig.Message(null, "4", Ben), Counting("four"));
        await rig.DeliverAsync(rig.Message("id-3", "later, please", Ben), OutboxTests.Promising("{}"));
        await rig.Journal.Outbox.AddAllAsync([OutboxTests.Entry("R-1", Ann), OutboxTests.Entry("R-2", Ben)]);
        await rig.Journal.Outbox.ChangeAllAsync([
            OutboxTests.Change("R-1", OutboxState.Refused) with
            {
                Detail = "the platform said no",
                PushId = "600001",
            },
        ]);
        await EventTests.ReportAsync(rig, EventTests.Delivered("R-1"));
        await rig.Journal.Outbox.SettleAsync(await rig.Journal.Outbox.UnsettledEventsAsync(9), []);
        await EventTests.ReportAsync(rig, EventTests.Delivered("R-2"));
        await rig.Journal.QuarantineAsync("json", "{\"number\": oops"u8.ToArray());
    }

    /// <summary>Old replies stay, the state goes on, and nothing is settled or sent twice.</summary>
    private static async Task GoesOnAsync(JournalRig rig)
    {
        Assert.Equal("first of Ann", await rig.DeliverAsync(rig.Message("id-1", "first", Ann)));
        Assert.Equal("four", await rig.DeliverAsync(rig.Message(null, "4", Ben)));
        Assert.Equal("later", await rig.DeliverAsync(rig.Message("id-3", "later, please", Ben)));
        Assert.Equal("{}", await rig.DeliverAsync(rig.Message("gone", "hello", Forgotten)));
        Assert.Equal("third, after 2", await rig.DeliverAsync(rig.Message("id-4", "third", Ann), Recalling("third")));
        Assert.Contains(
            "R-2",
            Encoding.UTF8.GetString(Assert.Single(await rig.Journal.Outbox.UnsettledEventsAsync(9)).Raw.Span),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["R-2"],
            (await rig.Journal.Outbox.LookAsync(JournalRig.Start, 9)).Select(entry => entry.Reference)
        );
        var refused = (await rig.Journal.Outbox.FindAsync("R-1"))!;
        Assert.Equal(
            (OutboxState.Refused, "the platform said no", "600001"),
            (refused.State, refused.Detail, refused.PushId)
        );
    }

    private static Decide Saying(string reply) => (_, _) => ValueTask.FromResult(JournalRig.Say(reply));

    private static Decide Counting(string reply) =>
        (message, _) =>
            ValueTask.FromResult(
                JournalRig.Say(reply) with
                {
                    Changes = [new WebhookReceiver.Storage.Contacts.ContactChange("count", $"{CountOf(message) + 1}")],
                }
            );

    private static Decide Recalling(string reply) =>
        (message, _) => ValueTask.FromResult(JournalRig.Say($"{reply}, after {CountOf(message)}"));

    private static int CountOf(IncomingMessage message) =>
        int.Parse(message.Contact.GetValueOrDefault("count", "0"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The file of a stopped server, with its secrets.</summary>
    private static string Closed(JournalRig rig, string hashKey = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
    {
        rig.Close();
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(rig.Paths.Database)!, "secrets"),
            $"webhook-key: 0123456789abcdefghijklmnop\nhash-key: {hashKey}\n"
        );
        return rig.Paths.Database;
    }

    private static async Task<string> SayAsync(JournalRig rig, params string[] words)
    {
        var (code, output, errors) = await Verb.RunAsync(JournalCommand.Create([.. rig.Settings]), words);
        Assert.True(code == 0 && errors.Length == 0, errors);
        return output;
    }

    private static async Task<string> RefusedAsync(JournalRig rig, string file) =>
        (
            await Assert.ThrowsAsync<StartRefusedException>(() =>
                ImportedFile.ImportAsync(JournalCommand.PlaceOf([.. rig.Settings]).Options, file)
            )
        ).Message;
}
