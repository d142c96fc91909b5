using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Platform;

/// <summary>
/// The platform's own time, which may run faster than real time: six hours of waiting fit into minutes.
/// </summary>
internal sealed class PlatformClock(TimeProvider real, IOptions<PlatformOptions> options) : TimeProvider
{
    private readonly double _speedUp = options.Value.SpeedUp;
    private readonly DateTimeOffset _start = real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _start + ((real.GetUtcNow() - _start) * _speedUp);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / _speedUp;
}
