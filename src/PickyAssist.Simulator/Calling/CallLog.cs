using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>All messages sent to the peer, in order.</summary>
internal sealed class CallLog(Changes changes)
{
    private readonly Lock _lock = new();
    private readonly List<WebhookCall> _all = [];

    public IReadOnlyList<WebhookCall> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Number of deliveries, over all messages.</summary>
    public int Attempts
    {
        get
        {
            lock (_lock)
            {
                return _all.Sum(call => call.Attempts.Count);
            }
        }
    }

    public WebhookCall Add(WebhookCall call)
    {
        lock (_lock)
        {
            var numbered = call with { Number = _all.Count + 1 };
            _all.Add(numbered);
            return numbered;
        }
    }

    public void Update(WebhookCall call)
    {
        lock (_lock)
        {
            _all[call.Number - 1] = call;
        }

        changes.Tell();
    }
}
