using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Journal;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class DeadlineWatchTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly InboxAnswer Reply = new("{}"u8.ToArray(), Outcome.Silent);

    private readonly FakeTimeProvider _time = new();
    private readonly DeadlineWatch _watch;

    public DeadlineWatchTests() =>
        _watch = new DeadlineWatch(Options.Create(new ReceivingOptions { AnswerDeadline = Deadline }), _time);

    [Fact]
    public async Task An_answer_that_is_there_is_given_at_once() =>
        Assert.Equal(Reply, await _watch.WatchAsync(ValueTask.FromResult(Reply)));

    [Fact]
    public async Task An_answer_that_comes_within_the_deadline_is_given()
    {
        var (answering, answer) = Begin();
        _time.Advance(Deadline / 2);
        Assert.False(answer.IsCompleted);

        answering.SetResult(Reply);

        Assert.Equal(Reply, await answer);
    }

    [Fact]
    public async Task Who_waits_longer_is_told_that_nothing_is_kept_and_what_comes_later_goes_nowhere()
    {
        var (answering, answer) = Begin();
        _time.Advance(Deadline + (Deadline / 20));

        var told = await Assert.ThrowsAsync<JournalUnavailableException>(() => answer);
        answering.SetResult(Reply);

        Assert.Equal("The answer was not durable within the deadline.", told.Message);
    }

    [Fact]
    public async Task Each_has_a_deadline_of_its_own_whoever_ends_before()
    {
        var (_, first) = Begin();
        var (middle, second) = Begin();
        _time.Advance(Deadline / 2);
        var (last, third) = Begin();
        middle.SetResult(Reply);
        _time.Advance((Deadline / 2) + (Deadline / 20));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        Assert.Equal(Reply, await second);
        Assert.False(third.IsCompleted);
        last.SetResult(Reply);
        Assert.Equal(Reply, await third);
    }

    [Fact]
    public async Task What_goes_wrong_goes_to_the_one_who_waits()
    {
        var (answering, answer) = Begin();

        answering.SetException(new JournalUnavailableException("full"));

        Assert.Equal("full", (await Assert.ThrowsAsync<JournalUnavailableException>(() => answer)).Message);
    }

    public void Dispose() => _watch.Dispose();

    private (TaskCompletionSource<InboxAnswer> Answering, Task<InboxAnswer> Answer) Begin()
    {
        var answering = new TaskCompletionSource<InboxAnswer>();
        return (answering, _watch.WatchAsync(new ValueTask<InboxAnswer>(answering.Task)).AsTask());
    }
}
