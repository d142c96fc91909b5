using System.IO.Hashing;
using System.Text;

namespace WebhookReceiver.Sending;

/// <summary>How long until the next try: twice as long each time, and not the same for all.</summary>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private const int MostDoublings = 10;

    /// <summary>Between a half and one and a half of the time; the same for the same entry and try.</summary>
    public static TimeSpan After(string reference, int attempts)
    {
        var doubled = First * (1 << Math.Clamp(attempts - 1, 0, MostDoublings));
        var time = doubled < Longest ? doubled : Longest;
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(reference), attempts);
        return time * (0.5 + ((hash >> 11) / (double)(1UL << 53)));
    }
}
