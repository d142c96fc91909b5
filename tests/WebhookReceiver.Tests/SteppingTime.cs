using Microsoft.Extensions.Time.Testing;

namespace WebhookReceiver.Tests;

/// <summary>A manual clock of which the wall clock alone can be set; the steady one goes on.</summary>
internal sealed class SteppingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _off;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _off;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public void SetWallClock(TimeSpan by) => _off += by;
}
