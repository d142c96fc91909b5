using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Receiving;

/// <summary>Limits the number of concurrent requests. A free place, the usual case, costs next to nothing.</summary>
internal sealed class Admission : IDisposable
{
    /// <summary>
    /// Bytes; a longer body, or one without a length, is large. Messages of people are a tenth of this.
    /// </summary>
    public const int LargeBody = 16_384;

    /// <summary>Total bytes of large bodies in memory at once: memory is the scarcest resource.</summary>
    private const long LargeBytes = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _largePlaces;
    private readonly int _maxQueued;
    private readonly TimeSpan _patience;
    private readonly PartitionedRateLimiter<IPAddress>? _perAddress;
    private int _queued;

    public Admission(IOptions<ReceivingOptions> options)
    {
        var settings = options.Value;
        _places = new SemaphoreSlim(settings.MaxConcurrent, settings.MaxConcurrent);
        var large = (int)Math.Clamp(LargeBytes / settings.MaxBodyBytes, 1, settings.MaxConcurrent);
        _largePlaces = new SemaphoreSlim(large, large);
        _maxQueued = settings.MaxQueued;
        _patience = settings.AnswerDeadline / 2;
        _perAddress = settings.MaxPerSecondPerAddress > 0 ? PerAddress(settings.MaxPerSecondPerAddress) : null;
    }

    /// <summary>False if this address has used up its requests of this second.</summary>
    public bool IsWithinRate(IPAddress? address)
    {
        if (_perAddress is null)
        {
            return true;
        }

        using var lease = _perAddress.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    /// <summary>Takes a place, or waits in the queue if it has room. After true, call <see cref="Leave"/>.</summary>
    /// <param name="isLarge">Whether the body is large; the number of large bodies in memory is limited.</param>
    public ValueTask<bool> EnterAsync(bool isLarge)
    {
        if (isLarge)
        {
            return EnterLargeAsync();
        }

#pragma warning disable VSTHRD103 // a wait with zero timeout never blocks
        return _places.Wait(0) ? ValueTask.FromResult(true) : QueueAsync(_places);
#pragma warning restore VSTHRD103
    }

    public void Leave(bool isLarge)
    {
        _places.Release();
        if (isLarge)
        {
            _largePlaces.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _largePlaces.Dispose();
        _perAddress?.Dispose();
    }

    private async ValueTask<bool> EnterLargeAsync()
    {
        if (!await QueueAsync(_largePlaces))
        {
            return false;
        }

        if (await QueueAsync(_places))
        {
            return true;
        }

        _largePlaces.Release();
        return false;
    }

    private async ValueTask<bool> QueueAsync(SemaphoreSlim places)
    {
        try
        {
            return Interlocked.Increment(ref _queued) <= _maxQueued && await places.WaitAsync(_patience);
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
