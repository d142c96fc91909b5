using System.Text;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Postgres;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>What leaves the shared journal: old days, and people who are forgotten.</summary>
public sealed class ForgottenRowsTests
{
    private const string Number = "447700900777";

    [Fact]
    public async Task Old_days_of_messages_go_whole_and_ids_after_their_own_time()
    {
        using var schema = new PostgresSchemaOfTest();
        using var rig = new JournalRig(JournalRig.Postgres, schema: schema);
        await rig.DeliverAsync(rig.Message("today"));
        await rig.DeliverAsync(rig.Message("last-week"));
        await rig.DeliverAsync(rig.Message("last-month"));
        await AgeAsync(schema, "last-week", days: 8);
        await AgeAsync(schema, "last-month", days: 31);

        await new PostgresRetention(schema.Database, schema.Options).RunAsync();

        Assert.Equal(2, rig.Count("SELECT count(*) FROM message"));
        Assert.Equal(1, rig.Count("SELECT count(*) FROM seen"));
        Assert.Equal(0, rig.Count("SELECT count(*) FROM pg_class WHERE relname = 'message_old'"));
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("today")));
        Assert.Equal("reply 4", await rig.DeliverAsync(rig.Message("last-week")));
    }

    [Fact]
    public async Task Days_are_made_a_week_ahead_and_a_message_of_another_day_is_kept_all_the_same()
    {
        using var schema = new PostgresSchemaOfTest();
        Assert.Equal(
            8,
            schema.Count(
                "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^message_[0-9]+$' AND relnamespace = '{schema}'::regnamespace"
            )
        );

        await schema.RunAsync("DROP TABLE {schema}.message_" + DateTime.UtcNow.ToString("yyyyMMdd", null));
        using var rig = new JournalRig(JournalRig.Postgres, schema: schema);
        await rig.DeliverAsync(rig.Message("id-1"));
        await new PostgresRetention(schema.Database, schema.Options).RunAsync();

        Assert.Equal(1, rig.Count("SELECT count(*) FROM message_other"));
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task Where_messages_are_kept_shorter_than_ids_the_reply_stays_for_its_redeliveries()
    {
        using var schema = new PostgresSchemaOfTest();
        schema.Options.MessageDays = 1;
        using var rig = new JournalRig(JournalRig.Postgres, schema: schema);
        await rig.DeliverAsync(rig.Message("id-1"));
        await AgeAsync(schema, "id-1", days: 3);

        await new PostgresRetention(schema.Database, schema.Options).RunAsync();

        Assert.Equal(
            1,
            rig.Count("SELECT count(*) FROM message WHERE raw IS NULL AND decoded IS NULL AND sender = ''")
        );
        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task A_forgotten_person_is_in_no_table_and_late_deliveries_are_silent_at_every_server()
    {
        using var schema = new PostgresSchemaOfTest();
        using var one = new JournalRig(JournalRig.Postgres, schema: schema);
        using var other = one.Beside();
        await one.DeliverAsync(one.Message("id-1", "my secret", Number), OutboxTests.Promising("later"));
        await one.DeliverAsync(one.Message("id-2", "my secret", Number), Remembering);
        await one.DeliverAsync(one.Message("id-3", "hello", "447700900888"), Remembering);
        await one.Journal.Outbox.AddAsync(OutboxTests.Entry("R-1", "447700900888") with { About = Number });

        var eraser = new PostgresEraser(schema.Database, TimeProvider.System);
        Assert.Equal(2, await eraser.ForgetAsync("+44 7700 900777"));

        Assert.Equal(1, one.Count("SELECT count(*) FROM message"));
        Assert.Equal(1, one.Count("SELECT count(*) FROM contact"));
        Assert.Empty(await one.Journal.ListAsync(new OutboxQuery()));
        Assert.Equal("{}", await one.DeliverAsync(one.Message("id-1", "my secret", Number), Remembering));
        Assert.Equal("{}", await other.DeliverAsync(other.Message("id-2", "my secret", Number), Remembering));
        // Both servers may still remember the state; neither decides on it.
        Assert.Equal("first", await one.DeliverAsync(one.Message("id-4", "again", Number), Remembering));
        Assert.Equal("again", await other.DeliverAsync(other.Message("id-5", "again", Number), Remembering));
        Assert.Equal(0, await eraser.ForgetAsync("447700900999"));
    }

    [Fact]
    public async Task A_server_that_has_not_followed_is_waited_for()
    {
        using var schema = new PostgresSchemaOfTest();
        await schema.RunAsync("INSERT INTO {schema}.replica(id, name, build) VALUES (7, 'slow', '1')");
        var forgetting = new PostgresEraser(schema.Database, TimeProvider.System).ForgetAsync(Number);
        while (schema.Count("SELECT count(*) FROM erasure") == 0)
        {
            Assert.False(forgetting.IsCompleted);
        }

        await schema.RunAsync("UPDATE {schema}.replica SET forgot = 1");

        Assert.Equal(0, await forgetting);
    }

    private static ValueTask<MessageResult> Remembering(IncomingMessage message, PendingMessage pending)
    {
        var known = pending.State.At(message.ReceivedAt).ContainsKey("known");
        return ValueTask.FromResult(
            JournalRig.Say(known ? "again" : "first") with
            {
                Changes = [new ContactChange("known", "yes")],
            }
        );
    }

    /// <summary>Moves a message to an older day, in a partition of its own.</summary>
    private static async Task AgeAsync(PostgresSchemaOfTest schema, string id, int days)
    {
        var day = DateTime.UtcNow.Date.AddDays(-days);
        var name = day.ToString("yyyyMMdd", null);
        await schema.RunAsync(
            $"CREATE TABLE {{schema}}.message_{name} PARTITION OF {{schema}}.message FOR VALUES FROM ('{day:yyyy-MM-dd}') TO ('{day.AddDays(1):yyyy-MM-dd}')"
        );
        var part = Convert.ToHexString(Encoding.UTF8.GetBytes($"\"{id}\""));
        await schema.RunAsync(
            $"UPDATE {{schema}}.seen s SET day = '{day:yyyy-MM-dd}' FROM {{schema}}.message m WHERE m.key = s.key AND position('\\x{part}'::bytea IN m.raw) > 0"
        );
        await schema.RunAsync(
            $"UPDATE {{schema}}.message SET day = '{day:yyyy-MM-dd}' WHERE position('\\x{part}'::bytea IN raw) > 0"
        );
    }
}
