using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>A real phone sends one message after the other, about one in ten seconds (protocol sheet, sections 2.1 and 4.5).</summary>
internal sealed class PhoneQueue(IOptions<CallingOptions> options, PlatformClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _busyUntil = new(StringComparer.Ordinal);

    /// <returns>The wait of a message; zero on channels without a phone.</returns>
    public TimeSpan Take(string channel)
    {
        if (!Channel.IsPhone(channel))
            return TimeSpan.Zero;

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var free = _busyUntil.TryGetValue(channel, out var busy) && busy > now ? busy : now;
            _busyUntil[channel] = free + options.Value.PhonePace;
            return _busyUntil[channel] - now;
        }
    }
}
