using Microsoft.Extensions.Time.Testing;

namespace WebhookReceiver.Tests;

/// <summary>
/// A clock that tells when a delay of this length began. A delay that begins after <c>Advance</c> would never end.
/// </summary>
#pragma warning disable CA1001 // a semaphore whose handle nobody asks for holds none
internal sealed class DelayClock(TimeSpan delay) : FakeTimeProvider
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _begun = new(0);

    /// <summary>Waits until one more delay began.</summary>
    public Task DelayedAsync() => _begun.WaitAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == delay)
        {
            _begun.Release();
        }

        return timer;
    }
}
