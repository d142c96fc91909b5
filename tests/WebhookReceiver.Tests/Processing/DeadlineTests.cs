using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Processing;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_answer_that_is_not_durable_within_the_deadline_is_refused_and_found_by_the_next_delivery()
    {
        await using var app = Greeting();
        using var disk = await StopDiskAsync(app);
        var answering = app.PostAsync(WebhookApp.Payload("hi"));
        // Only now is everything but the commit done.
        await ((DeadlineClock)app.Time!).DeadlineIsSet;
        app.Time.Advance(Deadline);

        using var late = await answering;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), late.Headers.RetryAfter?.Delta);
        Assert.Contains("\"error\":\"journal\"", await late.TextAsync(), StringComparison.Ordinal);

        disk.Start();
        using var again = await app.PostAsync(WebhookApp.Payload("hi"));
        Assert.Equal("""{"message-out":"Hello!","delay":"0","type":"1"}""", await again.TextAsync());
    }

    [Fact]
    public async Task An_answer_that_is_durable_just_within_the_deadline_is_given()
    {
        await using var app = Greeting();
        using var disk = await StopDiskAsync(app);
        var answering = app.PostAsync(WebhookApp.Payload("hi"));
        await ((DeadlineClock)app.Time!).DeadlineIsSet;
        app.Time.Advance(Deadline - TimeSpan.FromMilliseconds(1));
        disk.Start();

        using var answer = await answering;
        Assert.Equal("""{"message-out":"Hello!","delay":"0","type":"1"}""", await answer.TextAsync());
    }

    private static WebhookApp Greeting() =>
        new(("rules.yaml", "rules:\n  - id: greeting\n    when: hi\n    reply: Hello!\n"))
        {
            Time = new DeadlineClock(),
        };

    /// <summary>Blocks every commit until it is started or the test ends. It is blocked on return.</summary>
    private static async Task<StoppedDisk> StopDiskAsync(WebhookApp app)
    {
        var disk = new StoppedDisk();
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        _ = journal.Writer.RunAsync(_ =>
        {
            disk.Wait();
            return true;
        });
        await disk.IsStopped;
        return disk;
    }

    private sealed class StoppedDisk : IDisposable
    {
        private readonly TaskCompletionSource _go = new();
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsStopped => _stopped.Task;

        public void Start() => _go.TrySetResult();

        public void Wait()
        {
            _stopped.TrySetResult();
            ((IAsyncResult)_go.Task).AsyncWaitHandle.WaitOne();
        }

        public void Dispose() => Start();
    }

    /// <summary>Tells when the deadline of the first message runs.</summary>
    private sealed class DeadlineClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero))
    {
        private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task DeadlineIsSet => _set.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Deadline)
            {
                _set.TrySetResult();
            }

            return timer;
        }
    }
}
