using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Counts wrong keys by address, on both ports together, and delays callers that try many. A right key is never
/// delayed, so one caller's tries never lock out another.
/// </summary>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Tries per address and minute without a delay: a typing error, an old key in a script.</summary>
    public const int FreeTries = 10;

    private const int MostAddresses = 10_000;

    /// <summary>Limit of delayed requests at once; each holds a connection and its memory.</summary>
    private const int MostWaiting = 64;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<IPAddress, int> _tries = [];
    private readonly Lock _oneAtATime = new();
    private long _windowStart = time.GetTimestamp();
    private int _waiting;

    /// <summary>Counts a wrong key and delays the answer after too many tries of the address; true if it did.</summary>
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
                // No room for more delays: then each try costs a new connection.
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

            // Addresses beyond the limit count as one: many addresses are no way around it.
            var counted = _tries.Count < MostAddresses || _tries.ContainsKey(owner) ? owner : IPAddress.None;
            var tries = _tries.GetValueOrDefault(counted) + 1;
            _tries[counted] = tries;
            return tries;
        }
    }

    /// <summary>A /64 network belongs to one subscriber, and its addresses cost nothing.</summary>
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
