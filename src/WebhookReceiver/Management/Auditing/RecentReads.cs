using System.Collections.Concurrent;

namespace WebhookReceiver.Management.Auditing;

/// <summary>
/// Tells whether a person looked at the same thing shortly before. A page that follows a conversation asks again with
/// each message; the audit has one line for all of that.
/// </summary>
internal sealed class RecentReads(TimeProvider time)
{
    public static readonly TimeSpan OneLook = TimeSpan.FromMinutes(10);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<Read, DateTimeOffset> _written = [];

    /// <summary>Whether this read needs a line of its own.</summary>
    public bool IsNew(Read read)
    {
        var now = time.GetUtcNow();
        if (_written.TryGetValue(read, out var before) && now >= before && now - before < OneLook)
        {
            return false;
        }

        if (_written.Count >= MostKept)
        {
            // Then a read is written twice, which is better than not at all.
            _written.Clear();
        }

        _written[read] = now;
        return true;
    }
}

/// <summary>A successful read: whose key and name, with which role, from where, what.</summary>
internal sealed record Read(string Key, string? User, ManagementRole Role, string? From, string Act, string Object);
