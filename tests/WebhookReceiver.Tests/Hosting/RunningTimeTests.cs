using WebhookReceiver.Hosting;

namespace WebhookReceiver.Tests.Hosting;

public sealed class RunningTimeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    private readonly StoppableTime _time = new();
    private readonly RunningTime _running;

    public RunningTimeTests() => _running = new RunningTime(_time);

    [Fact]
    public async Task While_the_process_runs_a_limit_ends_in_its_time()
    {
        var waiting = new TaskCompletionSource().Task.WaitAsync(Limit, _running, TestContext.Current.CancellationToken);
        _time.Advance(Limit - (2 * RunningTime.Tick));
        Assert.False(waiting.IsCompleted);

        _time.Advance(2 * RunningTime.Tick);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(60)]
    [InlineData(86_400)]
    public async Task While_the_process_stands_still_a_limit_does_too(int seconds)
    {
        var since = _running.GetTimestamp();
        var waiting = new TaskCompletionSource().Task.WaitAsync(Limit, _running, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Stop(TimeSpan.FromSeconds(seconds));
        Assert.False(waiting.IsCompleted);
        Assert.InRange(_running.GetElapsedTime(since), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task However_often_the_process_stops_a_limit_ends_after_the_time_in_which_it_ran()
    {
        var waiting = new TaskCompletionSource().Task.WaitAsync(Limit, _running, TestContext.Current.CancellationToken);
        for (var second = 0; second < 7; second++)
        {
            _time.Stop(TimeSpan.FromSeconds(20));
            _time.Advance(TimeSpan.FromSeconds(0.75));
            Assert.False(waiting.IsCompleted);
        }

        _time.Advance(TimeSpan.FromSeconds(4));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public void It_never_runs_backwards()
    {
        var last = _running.GetTimestamp();
        for (var step = 0; step < 1_000; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(step % 97));
            var now = _running.GetTimestamp();
            Assert.True(now >= last);
            last = now;
        }
    }

    [Fact]
    public void A_token_that_is_cancelled_after_a_time_counts_it_too()
    {
        using var late = new CancellationTokenSource(Limit, _running);
        _time.Stop(TimeSpan.FromSeconds(30));
        Assert.False(late.IsCancellationRequested);

        _time.Advance(Limit);
        Assert.True(late.IsCancellationRequested);
    }

    public void Dispose() => _running.Dispose();
}
