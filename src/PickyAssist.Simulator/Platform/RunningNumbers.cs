using System.Globalization;

namespace PickyAssist.Simulator.Platform;

/// <summary>
/// The ids the platform gives: <c>unique-id</c>, <c>push_id</c>, <c>msg_id</c>. They begin with the instant of the start, so
/// that a peer that remembers ids for days never meets one twice after a restart of the simulator.
/// </summary>
internal sealed class RunningNumbers(TimeProvider time)
{
    private long _last = time.GetUtcNow().ToUnixTimeMilliseconds() * 100;

    public string Next() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
