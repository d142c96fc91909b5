using System.CommandLine;
using System.Text.RegularExpressions;
using WebhookReceiver.Commands;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Storage;
using WebhookReceiver.Tests.Storage.Postgres;

namespace WebhookReceiver.Tests.Commands;

/// <summary>The verbs say the same over the journal of a data folder and over the one in a database.</summary>
public sealed partial class SharedJournalVerbTests
{
    private const string Ann = "447700900123";

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Messages_to_send_are_listed_shown_cancelled_and_sent_again(string store)
    {
        using var rig = new JournalRig(store);
        await rig.Journal.Outbox.AddAllAsync([
            OutboxTests.Entry("R-1", Ann) with
            {
                Topic = "thanks",
            },
            OutboxTests.Entry("R-2", "447700900124"),
            OutboxTests.Entry("R-3", Ann) with
            {
                About = "447700900124",
            },
        ]);
        await rig.Journal.Outbox.ChangeAllAsync([
            OutboxTests.Change("R-3", OutboxState.Refused) with
            {
                Detail = "the platform said no",
            },
        ]);

        Assert.Equal(
            """
                  o3  2026-01-14 12:00:00Z  R-3                     8    447700900123     refused     the platform said no
                  o1  2026-01-14 12:00:00Z  R-1                     8    447700900123     pending
            """,
            await SayAsync(rig, OutboxCommand.Create, "list", "--to", "+44 7700 900123")
        );
        Assert.Contains(
            "\"state\": \"Refused\"",
            await SayAsync(rig, OutboxCommand.Create, "show", "o3"),
            StringComparison.Ordinal
        );
        Assert.Equal("There is no such message.", await SayAsync(rig, OutboxCommand.Create, "show", "R-9"));
        Assert.Equal(
            "R-1: pending before, cancelled now\nR-2: pending before, cancelled now",
            await SayAsync(rig, OutboxCommand.Create, "cancel", "R-1", "o2")
        );
        Assert.Equal(
            "R-3: it is refused, so this is not possible",
            await SayAsync(rig, OutboxCommand.Create, "cancel", "R-3")
        );
        Assert.Equal(
            "R-3: refused before, pending now",
            await SayAsync(rig, OutboxCommand.Create, "retry", "--state", "refused")
        );
        Assert.Equal("No message is dead.", await SayAsync(rig, OutboxCommand.Create, "retry", "--state", "dead"));
        Assert.Equal(OutboxState.Pending, (await rig.Journal.Outbox.FindAsync("R-3"))!.State);
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task One_message_and_a_mailing_are_ordered_once(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1", "hi", "2012345"));
        string[] one = ["+447400123456", "Hello", "--reference", "R-1", "--wait", "0s"];

        Assert.Contains("R-1: pending", await SayAsync(rig, SendCommand.Create, one), StringComparison.Ordinal);
        Assert.StartsWith(
            "R-1 was queued before; nothing new is sent.\nNo server uses the ",
            await SayAsync(rig, SendCommand.Create, one),
            StringComparison.Ordinal
        );
        Assert.Contains(
            ": pending",
            await SayAsync(rig, SendCommand.Create, "20123 45", "Hello", "--wait", "0s"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Not sent: ",
            await SayAsync(rig, SendCommand.Create, "+447400123456", "Other", "--reference", "R-1", "--wait", "0s"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["2012345", "447400123456"],
            (await rig.Journal.Outbox.ListAsync(new OutboxQuery())).Select(entry => entry.Contact.Sender)
        );
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task Past_answers_are_compared_with_other_rules(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1", "open?"), (_, _) => ValueTask.FromResult(JournalRig.Say("{}")));
        using var rules = new TemporaryFolder();
        rules.Write("a.yaml", "rules:\n  - { id: all, reply: Pardon? }\n");

        var said = await SayAsync(rig, ReplayCommand.Create, "--rules", rules.Path);

        Assert.EndsWith(
            "now   all                   \"Pardon?\"\n\nIn 1 of 1 messages the answer would differ. Plug-ins were not asked; their recorded answers were used.",
            said,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task A_contact_is_forgotten(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1", "hello", Ann));
        await rig.DeliverAsync(rig.Message("id-2", "hello", "447700900124"));
        rig.Close();
        rig.WriteSecrets();

        Assert.Equal("1 messages erased.", await SayAsync(rig, JournalCommand.Create, "forget", "+44 7700 900123"));
        Assert.EndsWith(
            "\n1 erased messages whose redelivery is still recognised",
            await SayAsync(rig, JournalCommand.Create, "count"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "447700900124     a rule                    hello",
            await SayAsync(rig, JournalCommand.Create, "find"),
            StringComparison.Ordinal
        );
        rig.Open();
        Assert.Equal("{}", await rig.DeliverAsync(rig.Message("id-1", "hello", Ann)));
    }

    [Fact]
    public async Task All_servers_of_a_database_have_one_url()
    {
        using var rig = new JournalRig(JournalRig.Postgres);

        var said = await SayAsync(rig, UrlCommand.Create);

        Assert.StartsWith("messages  ", said, StringComparison.Ordinal);
        Assert.Equal(2, KeyInUrl().Count(said));
    }

    [Fact]
    public async Task The_statements_of_the_tables_are_those_that_a_start_runs()
    {
        using var schema = new PostgresSchemaOfTest();
        var (code, script, _) = await Verb.RunAsync(
            JournalCommand.Create([$"--Journal:Schema={schema.Options.Schema}_by_hand"]),
            "schema"
        );
        Assert.Equal(0, code);

        await schema.RunAsync(script);

        const string Columns =
            "SELECT table_name, column_name, data_type, is_nullable, column_default IS NULL FROM information_schema.columns WHERE table_name !~ '^message_' AND table_schema = ";
        var made = $"{Columns}'{schema.Options.Schema}'";
        var byHand = $"{Columns}'{schema.Options.Schema}_by_hand'";
        var differ = await schema.Database.ReadAsync(
            $"SELECT count(*), (SELECT count(*) FROM ({made}) all_made) FROM (({made} EXCEPT {byHand}) UNION ALL ({byHand} EXCEPT {made})) differ",
            row => (Differ: row.GetInt64(0), All: row.GetInt64(1))
        );
        Assert.Equal(0, differ[0].Differ);
        Assert.True(differ[0].All > 50);
        await schema.RunAsync($"DROP SCHEMA {schema.Options.Schema}_by_hand CASCADE");
    }

    [Fact]
    public async Task A_database_without_a_journal_is_told()
    {
        using var schema = new PostgresSchemaOfTest();
        using var folder = new TemporaryFolder();

        var (code, _, errors) = await ServerProcess.RunAsync([
            "journal",
            "find",
            $"--Journal:Folder={folder.Path}",
            $"--Journal:ConnectionString={schema.Options.ConnectionString}",
            "--Journal:Schema=nothing_here",
        ]);

        Assert.Equal(1, code);
        Assert.Equal(
            "Cannot start. There is no journal in the schema \"nothing_here\" of the database. Start the server once, or name another schema with --Journal:Schema=…",
            errors.TrimEnd()
        );
    }

    private static async Task<string> SayAsync(
        JournalRig rig,
        Func<IReadOnlyList<string>, Command> create,
        params string[] words
    )
    {
        var (_, output, errors) = await Verb.RunAsync(
            create([.. rig.Settings, "--Sending:Token=t", "--Sending:Application=8"]),
            words
        );
        Assert.Equal("", errors);
        return output;
    }

    [GeneratedRegex(@"\?key=0123456789abcdefghijklmnop", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex KeyInUrl();
}
