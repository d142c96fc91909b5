using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Receiving;

/// <summary>How many may come in at once. Where there is a free place, which is nearly always, it costs nothing to speak of.</summary>
internal sealed class Admission : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly int _maxQueued;
    private readonly TimeSpan _patience;
    private readonly PartitionedRateLimiter<IPAddress>? _perAddress;
    private int _queued;

    public Admission(IOptions<ReceivingOptions> options)
    {
        var settings = options.Value;
        _places = new SemaphoreSlim(settings.MaxConcurrent, settings.MaxConcurrent);
        _maxQueued = settings.MaxQueued;
        _patience = settings.AnswerDeadline / 2;
        _perAddress = settings.MaxPerSecondPerAddress > 0 ? PerAddress(settings.MaxPerSecondPerAddress) : null;
    }

    /// <summary>False if this address has used up what it may send in a second.</summary>
    public bool IsWithinRate(IPAddress? address)
    {
        if (_perAddress is null)
        {
            return true;
        }

        using var lease = _perAddress.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    /// <summary>Takes a place, waiting in the queue if there is room in it. After true, <see cref="Leave"/> must follow.</summary>
#pragma warning disable VSTHRD103 // a wait of no time never blocks
    public ValueTask<bool> EnterAsync() => _places.Wait(0) ? ValueTask.FromResult(true) : QueueAsync();
#pragma warning restore VSTHRD103

    public void Leave() => _places.Release();

    public void Dispose()
    {
        _places.Dispose();
        _perAddress?.Dispose();
    }

    private async ValueTask<bool> QueueAsync()
    {
        try
        {
            return Interlocked.Increment(ref _queued) <= _maxQueued && await _places.WaitAsync(_patience);
        }
        finally
        {
            Interlocked.Decrement(ref _queued);
        }
    }

    private static PartitionedRateLimiter<IPAddress> PerAddress(int perSecond) =>
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
            RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perSecond,
                    TokensPerPeriod = perSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    AutoReplenishment = true,
                }
            )
        );
}
