using System.Collections.Concurrent;
using System.Net;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>Counts wrong keys by address: five in a minute, then the address waits. A right key never waits.</summary>
internal sealed class WrongKeyBrake(TimeProvider time)
{
    private const int MostTries = 5;
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, Tries> _tries = new();

    /// <summary>Counts a wrong key; the seconds to wait, 0 if another try is allowed.</summary>
    public int Count(IPAddress address)
    {
        var now = time.GetUtcNow();
        if (_tries.Count >= MostAddresses)
        {
            Sweep(now);
        }

        var tries = _tries.AddOrUpdate(
            address,
            _ => new Tries(now, 1),
            (_, before) => now - before.Since >= Window ? new Tries(now, 1) : before with { Number = before.Number + 1 }
        );
        return tries.Number <= MostTries ? 0 : (int)Math.Ceiling((tries.Since + Window - now).TotalSeconds);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (address, tries) in _tries)
        {
            if (now - tries.Since >= Window)
            {
                _tries.TryRemove(address, out _);
            }
        }
    }

    private sealed record Tries(DateTimeOffset Since, int Number);
}
