using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Limits the different customers that a new number reaches in 24 hours; session messages do not count (protocol sheet,
/// section 4.4).
/// </summary>
internal sealed class WarmUp(IOptions<PushingOptions> options, PlatformClock clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<ChatKey, DateTimeOffset> _reached = [];

    public bool TryReach(ChatKey customer)
    {
        if (options.Value.WarmUpUsers == 0)
            return true;

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            foreach (var (old, _) in _reached.Where(entry => now - entry.Value >= Day).ToList())
                _reached.Remove(old);

            if (_reached.ContainsKey(customer))
                return true;

            if (_reached.Keys.Count(key => key.Channel == customer.Channel) >= options.Value.WarmUpUsers)
                return false;

            _reached[customer] = now;
            return true;
        }
    }
}
