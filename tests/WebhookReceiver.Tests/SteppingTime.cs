using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Processing;

namespace WebhookReceiver.Tests;

/// <summary>A manual clock of which the wall clock alone can be set; the steady one goes on.</summary>
#pragma warning disable CA1001 // a semaphore whose handle nobody asks for holds none
internal sealed class SteppingTime(DateTimeOffset start) : FakeTimeProvider(start)
#pragma warning restore CA1001
{
    private TimeSpan _off;
    private TimeSpan _stop;
    private readonly SemaphoreSlim _tries = new(0);

    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow() + _off;
        var stop = _stop;
        _stop = TimeSpan.Zero;
        if (stop > TimeSpan.Zero)
        {
            Advance(stop);
        }

        return now;
    }

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public void SetWallClock(TimeSpan by) => _off += by;

    /// <summary>Waits until a message begins to wait for another server, so that the clock goes on after that and not before.</summary>
    public Task TriedAsync(CancellationToken cancellation) => _tries.WaitAsync(cancellation);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Inbox.BetweenTries)
        {
            _tries.Release();
        }

        return timer;
    }

    /// <summary>The process is stopped for a while just after it reads the wall clock the next time.</summary>
    public void StopAfterRead(TimeSpan time) => _stop = time;
}
