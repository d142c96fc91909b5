using System.IO.Hashing;
using System.Text;

namespace WebhookReceiver.Sending;

/// <summary>How long until the next try: longer each time, and not the same for all.</summary>
internal static class BackOff
{
    /// <summary>So many tries under HTTP 5xx, within so long; then a person decides.</summary>
    public const int MostFailures = 8;
    public static readonly TimeSpan LongestFailing = TimeSpan.FromHours(6);

    private const int MostDoublings = 10;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Seven waits, each three times as long, are some four and a half hours: a platform that fails is not to be asked often.
    private const int FailureGrowth = 3;
    private static readonly TimeSpan FirstFailure = TimeSpan.FromSeconds(15);

    /// <summary>After a try that never left this machine.</summary>
    public static TimeSpan After(string reference, int attempts)
    {
        var doubled = First * (1 << Math.Clamp(attempts - 1, 0, MostDoublings));
        return Scattered(doubled < Longest ? doubled : Longest, reference, attempts);
    }

    /// <summary>After a try that the platform failed at.</summary>
    public static TimeSpan AfterFailure(string reference, int failures) =>
        Scattered(
            FirstFailure * Math.Pow(FailureGrowth, Math.Clamp(failures - 1, 0, MostFailures)),
            reference,
            failures
        );

    /// <summary>Between a half and one and a half of the time; the same for the same entry and try.</summary>
    private static TimeSpan Scattered(TimeSpan time, string reference, int attempts)
    {
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(reference), attempts);
        return time * (0.5 + ((hash >> 11) / (double)(1UL << 53)));
    }
}
