using System.Globalization;

namespace PickyAssist.Simulator.Platform;

/// <summary>
/// The platform's ids: <c>unique-id</c>, <c>push_id</c>, <c>msg_id</c>. They begin with the instant of the start. So a
/// peer that remembers ids for days never sees one twice after a restart of the simulator.
/// </summary>
internal sealed class RunningNumbers(TimeProvider time)
{
    private long _last = time.GetUtcNow().ToUnixTimeMilliseconds() * 100;

    public string Next() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
