using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Postgres;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>Who sends, of several servers, and what the next one must know.</summary>
public sealed class SendingLeaseTests : IDisposable
{
    private const string Project = "p";
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly PostgresSchemaOfTest _schema = new();
    private readonly SteppingTime _time = new(JournalRig.Start);
    private readonly PostgresOutbox _outbox;

    public SendingLeaseTests() => _outbox = new PostgresOutbox(_schema.Database, Project);

    [Fact]
    public async Task One_server_holds_it_until_it_gives_it_back_and_its_number_grows()
    {
        using var one = Lease(1);
        using var other = Lease(2);
        var first = await one.HoldAsync();

        Assert.NotNull(first);
        Assert.Null(await other.HoldAsync());
        Assert.Equal(first, await one.HoldAsync());
        await one.GiveBackAsync();

        Assert.True(await other.HoldAsync() > first);
        Assert.Null(await one.HoldAsync());
    }

    [Fact]
    public async Task A_dead_holder_loses_it_by_the_clock_of_the_database_and_has_another_number_afterwards()
    {
        using var one = Lease(1);
        using var other = Lease(2);
        var first = await one.HoldAsync();
        await EndLeasesAsync();
        var second = await other.HoldAsync();
        Assert.True(second > first);

        await EndLeasesAsync();
        _time.Advance(Length);

        Assert.True(await one.HoldAsync() > second);
    }

    [Fact]
    public async Task A_holder_trusts_it_for_less_than_its_length_from_the_moment_it_asked()
    {
        using var lease = Lease(1);
        Assert.False(lease.LastsFor(TimeSpan.Zero));
        await lease.HoldAsync();

        Assert.True(lease.LastsFor(TimeSpan.FromSeconds(53)));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(lease.LastsFor(TimeSpan.FromSeconds(13)));
        Assert.False(lease.LastsFor(TimeSpan.FromSeconds(14)));
    }

    [Fact]
    public async Task The_next_sender_counts_the_requests_of_the_last_minute_from_their_ends_and_an_open_one_from_now()
    {
        var epoch = await BeginAsync(1);
        await TakeAsync("ended", epoch);
        await _outbox.EndRequestAsync(epoch, TimeSpan.FromMinutes(5), isTold: true);
        await _schema.RunAsync("UPDATE {schema}.push_slot SET ended = ended - interval '30 seconds'");
        await TakeAsync("open", epoch);
        await _outbox.KeepReachedAsync([new ReachedPerson("8", "somebody", TimeSpan.Zero)]);
        await EndLeasesAsync();

        using var other = Lease(2);
        var left = (await _outbox.BeginEpochAsync(JournalRig.Start, (await other.HoldAsync())!.Value)).TakenOver!;

        Assert.Equal([true, false], left.Requests.Select(ago => ago >= TimeSpan.FromSeconds(30)));
        Assert.InRange(left.Pause, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.NotNull(left.ToldAgo);
        Assert.Equal([("8", "somebody")], left.Reached.Select(one => (one.Channel, one.Person)));
    }

    [Fact]
    public async Task A_sender_without_the_lease_takes_nothing_and_notes_no_request()
    {
        var epoch = await BeginAsync(1);
        await _outbox.AddAsync(Entry("R-1"));
        await EndLeasesAsync();

        Assert.Empty(await _outbox.TakeDueAsync(JournalRig.Start, most: 9, epoch: epoch));
        Assert.Equal(0, _schema.Count("SELECT count(*) FROM push_slot"));
    }

    [Fact]
    public async Task Entries_that_somebody_else_took_meanwhile_note_no_request_and_an_earlier_one_stays_counted()
    {
        var epoch = await BeginAsync(1);
        var taken = await TakeAsync("R-1", epoch);

        Assert.Empty(await _outbox.TakeAsync(taken, JournalRig.Start, epoch));
        Assert.Equal(1, _schema.Count("SELECT count(*) FROM push_slot WHERE ended IS NULL"));
    }

    [Fact]
    public async Task What_a_sender_takes_and_does_not_send_waits_again_with_all_its_attempts()
    {
        var epoch = await BeginAsync(1);
        var taken = await TakeAsync("R-1", epoch);

        await _outbox.GiveBackAsync(taken, JournalRig.Start, epoch);

        var entry = (await _outbox.FindAsync("R-1"))!;
        Assert.Equal((OutboxState.Pending, 0), (entry.State, entry.Attempts));
    }

    [Fact]
    public async Task A_sender_that_stood_still_gives_nothing_back_that_the_next_one_is_sending()
    {
        var epoch = await BeginAsync(1);
        var taken = await TakeAsync("R-1", epoch);
        await EndLeasesAsync();
        var next = await BeginAsync(2);
        Assert.Equal(OutboxState.Unknown, (await _outbox.FindAsync("R-1"))!.State);
        await _outbox.ChangeAllAsync([OutboxTests.Change("R-1", OutboxState.Pending)]);
        Assert.Single(await _outbox.TakeDueAsync(JournalRig.Start.AddDays(1), most: 9, epoch: next));

        await _outbox.GiveBackAsync(taken, JournalRig.Start, epoch);

        Assert.Equal(OutboxState.Sending, (await _outbox.FindAsync("R-1"))!.State);
    }

    public void Dispose() => _schema.Dispose();

    private static OutboxEntry Entry(string reference)
    {
        var entry = OutboxTests.Entry(reference, reference);
        return entry with { Contact = entry.Contact with { Project = Project } };
    }

    private PostgresLease Lease(long replica) =>
        new(_schema.Database, replica, PushWindow.LeaseOf(Project), Length, _time);

    private async Task<long> BeginAsync(long replica)
    {
        using var lease = Lease(replica);
        var number = (await lease.HoldAsync())!.Value;
        return (await _outbox.BeginEpochAsync(JournalRig.Start, number)).Number;
    }

    private async Task<IReadOnlyList<OutboxEntry>> TakeAsync(string reference, long epoch)
    {
        await _outbox.AddAsync(Entry(reference));
        var taken = await _outbox.TakeDueAsync(JournalRig.Start, most: 9, epoch: epoch);
        Assert.Equal([reference], OutboxTests.References(taken));
        return taken;
    }

    /// <summary>As if the database's clock had passed their ends.</summary>
    private Task EndLeasesAsync() =>
        _schema.RunAsync("UPDATE {schema}.lease SET until = clock_timestamp() - interval '1 second'");
}
