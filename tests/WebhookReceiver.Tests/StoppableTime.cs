using Microsoft.Extensions.Time.Testing;

namespace WebhookReceiver.Tests;

/// <summary>
/// A clock over which the process can stand still: time passes, no timer rings, and afterwards all that are overdue ring
/// at once, each once.
/// </summary>
internal sealed class StoppableTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero))
{
    private readonly List<Action> _overdue = [];
    private bool _isStopped;

    /// <summary>Rings when a timer of so long is made.</summary>
    public (TimeSpan Due, Action Made)? Watch { get; set; }

    /// <summary>The process stands still for so long.</summary>
    public void Stop(TimeSpan length)
    {
        _isStopped = true;
        Advance(length);
        _isStopped = false;
        Action[] overdue = [.. _overdue];
        _overdue.Clear();
        foreach (var ring in overdue)
        {
            ring();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Action ring = () => callback(state);
        var timer = base.CreateTimer(_ => Ring(ring), null, dueTime, period);
        if (Watch is { } watch && watch.Due == dueTime)
        {
            watch.Made();
        }

        return timer;
    }

    private void Ring(Action ring)
    {
        if (!_isStopped)
        {
            ring();
        }
        else if (!_overdue.Contains(ring))
        {
            _overdue.Add(ring);
        }
    }
}
