using System.IO.Hashing;
using System.Text;

namespace WebhookReceiver.Sending;

/// <summary>The delay before the next attempt: it grows, with jitter.</summary>
internal static class BackOff
{
    /// <summary>Attempts under HTTP 5xx, within this time; then an operator decides.</summary>
    public const int MostFailures = 8;
    public static readonly TimeSpan LongestFailing = TimeSpan.FromHours(6);

    private const int MostDoublings = 10;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Seven waits, each three times the last, make some four and a half hours: a failing platform gets few requests.
    private const int FailureGrowth = 3;
    private static readonly TimeSpan FirstFailure = TimeSpan.FromSeconds(15);

    /// <summary>The delay after an attempt that never left this machine.</summary>
    public static TimeSpan After(string reference, int attempts)
    {
        var doubled = First * (1 << Math.Clamp(attempts - 1, 0, MostDoublings));
        return Scattered(doubled < Longest ? doubled : Longest, reference, attempts);
    }

    /// <summary>The delay after an attempt at which the platform failed.</summary>
    public static TimeSpan AfterFailure(string reference, int failures) =>
        Scattered(
            FirstFailure * Math.Pow(FailureGrowth, Math.Clamp(failures - 1, 0, MostFailures)),
            reference,
            failures
        );

    /// <summary>Between half and one and a half of the time; constant for an entry and attempt.</summary>
    private static TimeSpan Scattered(TimeSpan time, string reference, int attempts)
    {
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(reference), attempts);
        return time * (0.5 + ((hash >> 11) / (double)(1UL << 53)));
    }
}
