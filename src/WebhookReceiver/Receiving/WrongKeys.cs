using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Counts wrong keys by address, on both ports together, and makes whoever tries many of them wait. A right key is never asked
/// here, so nobody is locked out by somebody else's tries.
/// </summary>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Tries of one address in a minute that nobody slows: a typing error, an old key in a script.</summary>
    public const int FreeTries = 10;

    private const int MostAddresses = 10_000;

    /// <summary>Requests that wait at once; each holds a connection and its memory.</summary>
    private const int MostWaiting = 64;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<IPAddress, int> _tries = [];
    private readonly Lock _oneAtATime = new();
    private long _windowStart = time.GetTimestamp();
    private int _waiting;

    /// <summary>Counts a wrong key and holds up the answer if the address tried too many; true if it did.</summary>
    public async ValueTask<bool> SlowAsync(HttpContext context)
    {
        if (Count(context.Connection.RemoteIpAddress) <= FreeTries)
        {
            return false;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                // No more can wait: then each try costs a connection of its own.
                context.Response.Headers.Connection = "close";
            }
            else
            {
                await Task.Delay(Delay, time, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return true;
    }

    private int Count(IPAddress? address)
    {
        var owner = OwnerOf(address);
        lock (_oneAtATime)
        {
            if (time.GetElapsedTime(_windowStart) >= Window)
            {
                _windowStart = time.GetTimestamp();
                _tries.Clear();
            }

            // Of more addresses than fit the rest counts as one: nobody gets out of it by having many.
            var counted = _tries.Count < MostAddresses || _tries.ContainsKey(owner) ? owner : IPAddress.None;
            var tries = _tries.GetValueOrDefault(counted) + 1;
            _tries[counted] = tries;
            return tries;
        }
    }

    /// <summary>A network of /64 is one customer's; an address of it costs nothing.</summary>
    private static IPAddress OwnerOf(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
