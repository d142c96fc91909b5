using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Postgres;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>What a server sees of the others.</summary>
public sealed class ReplicaWatchTests
{
    [Fact]
    public async Task Different_rules_are_told_after_a_minute_and_no_longer_once_they_are_the_same()
    {
        using var schema = new PostgresSchemaOfTest();
        var time = new SteppingTime(TimeProvider.System.GetUtcNow());
        var health = new JournalHealth();
        var own = "old";
        var watch = Watch(schema, 1, health, () => own, time);
        var other = Watch(schema, 2, new JournalHealth(), () => "new", time);
        await other.BeatAsync(forgot: 0);
        await watch.BeatAsync(forgot: 0);
        Assert.Null(health.Trouble);

        // The steady clock goes on; the wall clock stays that of the database.
        time.Advance(TimeSpan.FromSeconds(61));
        time.SetWallClock(TimeSpan.FromSeconds(-61));
        await other.BeatAsync(forgot: 0);
        await watch.BeatAsync(forgot: 0);
        Assert.Equal(
            "the servers have different rules, so equal messages get different answers. Give all of them the same rules folder, and approve at each",
            health.Trouble
        );

        own = "new";
        await watch.BeatAsync(forgot: 0);
        Assert.Null(health.Trouble);
        await other.LeaveAsync();
        Assert.Equal(1, schema.Count("SELECT count(*) FROM replica"));
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public async Task A_clock_that_is_not_the_databases_is_told(int seconds)
    {
        using var schema = new PostgresSchemaOfTest();
        var health = new JournalHealth();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(seconds));

        await Watch(schema, 1, health, () => "rules", time).BeatAsync(forgot: 0);

        Assert.Equal(
            "this server's clock is not the database's: times of messages are wrong here. Let both follow a time server",
            health.Trouble
        );
    }

    private static ReplicaWatch Watch(
        PostgresSchemaOfTest schema,
        long id,
        JournalHealth health,
        LiveRulesVersion rules,
        TimeProvider time
    ) =>
        new(
            schema.Database,
            new Replica(id, "machine", "1.0.0"),
            health,
            rules,
            time,
            NullLogger<ReplicaWatch>.Instance
        );
}
