using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Limits requests to ninety in any minute of real time, over all endpoints; the firewall drops further ones (protocol
/// sheet, section 6). The sheet does not define the minute: any sixty seconds is the strictest reading.
/// </summary>
internal sealed class RequestLimit(IOptions<PushingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _counted = new();
    private readonly Queue<DateTimeOffset> _deviceAsked = new();
    private readonly List<DateTimeOffset> _notices = [];

    /// <summary>Times of the notices about dropped requests to the administrator.</summary>
    public IReadOnlyList<DateTimeOffset> Notices
    {
        get
        {
            lock (_lock)
            {
                return [.. _notices];
            }
        }
    }

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Forget(_counted, now);
            var isFree = _counted.Count < options.Value.RequestsPerMinute;
            if (isFree || options.Value.DroppedCount)
                _counted.Enqueue(now);
            if (!isFree)
                Notice(now);
            return isFree;
        }
    }

    /// <summary>Whether a device request is allowed: three per minute, within the limit for everything.</summary>
    public bool TryAskDevice()
    {
        if (!TryTake())
            return false;

        lock (_lock)
        {
            var now = time.GetUtcNow();
            Forget(_deviceAsked, now);
            if (_deviceAsked.Count >= options.Value.DeviceRequestsPerMinute)
                return false;

            _deviceAsked.Enqueue(now);
            return true;
        }
    }

    private static void Forget(Queue<DateTimeOffset> counted, DateTimeOffset now)
    {
        while (counted.TryPeek(out var oldest) && now - oldest >= Minute)
            counted.Dequeue();
    }

    private void Notice(DateTimeOffset now)
    {
        if (_notices.Count == 0 || now - _notices[^1] >= options.Value.NoticeEvery)
            _notices.Add(now);
    }
}
