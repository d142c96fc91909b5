using Microsoft.Extensions.Time.Testing;

namespace WebhookReceiver.Tests;

/// <summary>A manual clock of which the wall clock alone can be set; the steady one goes on.</summary>
internal sealed class SteppingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _off;
    private TimeSpan _stop;

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

    /// <summary>The process is stopped for a while just after it reads the wall clock the next time.</summary>
    public void StopAfterRead(TimeSpan time) => _stop = time;
}
