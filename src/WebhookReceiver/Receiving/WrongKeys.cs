using System.Net;
using System.Net.Sockets;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Counts wrong keys by address, on both ports together, and delays the answers to an address that tries many. A right
/// key is never delayed, and no address is delayed for the tries of another.
/// </summary>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Tries per address and minute without a delay: a typing error, an old key in a script.</summary>
    public const int FreeTries = 10;

    /// <summary>Delayed answers of one address at once; each holds a connection.</summary>
    public const int MostWaiting = 8;

    /// <summary>Addresses that are told apart within a minute: about a megabyte.</summary>
    public const int MostAddresses = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<IPAddress, Tries> _byAddress = [];
    private readonly Lock _oneAtATime = new();
    private long _windowStart = time.GetTimestamp();

    /// <summary>Counts a wrong key and delays the answer after too many tries of the address; true if it did.</summary>
    public async ValueTask<bool> SlowAsync(HttpContext context)
    {
        var tries = CountOf(OwnerOf(context.Connection.RemoteIpAddress));
        if (Interlocked.Increment(ref tries.Count) <= FreeTries)
        {
            return false;
        }

        try
        {
            if (Interlocked.Increment(ref tries.Waiting) > MostWaiting)
            {
                // No room for more delays of this address: then each try costs it a new connection.
                context.Response.Headers.Connection = "close";
            }
            else
            {
                await DelayAsync(context);
            }
        }
        finally
        {
            Interlocked.Decrement(ref tries.Waiting);
        }

        return true;
    }

    /// <summary>A full port may take the place of one that only waits for its refusal.</summary>
    private async Task DelayAsync(HttpContext context)
    {
        var connection = context.Features.Get<BoundedConnection>();
        connection?.EndRequest();
        await Task.Delay(Delay, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection?.BeginRequest();
    }

    private Tries CountOf(IPAddress owner)
    {
        lock (_oneAtATime)
        {
            if (time.GetElapsedTime(_windowStart) >= Window)
            {
                _windowStart = time.GetTimestamp();
                _byAddress.Clear();
            }

            if (_byAddress.TryGetValue(owner, out var tries))
            {
                return tries;
            }

            // Addresses beyond the limit count as one: many addresses are no way around it.
            var counted = _byAddress.Count < MostAddresses ? owner : IPAddress.None;
            if (!_byAddress.TryGetValue(counted, out tries))
            {
                tries = new Tries();
                _byAddress.Add(counted, tries);
            }

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

    private sealed class Tries
    {
        public int Count;
        public int Waiting;
    }
}
