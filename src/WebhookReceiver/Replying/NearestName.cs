namespace WebhookReceiver.Replying;

/// <summary>Finds the intended name for a mistyped one.</summary>
internal static class NearestName
{
    private const int MostCompared = 500;
    private const int LongestName = 64;

    /// <summary>The nearest name, if it is near enough; on a tie the first in ordinal order.</summary>
    public static string? Of(string name, IEnumerable<string> names) =>
        names
            .Select(candidate => (candidate, Distance: Distance(name, candidate)))
            .Where(pair => pair.Distance <= Math.Max(1, Math.Min(name.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>The known name for one that is not among them; null also if there are too many to compare.</summary>
    public static string? Meant(string name, IReadOnlySet<string> known) =>
        known.Contains(name) || known.Count > MostCompared || name.Length > LongestName ? null : Of(name, known);

    /// <summary>"did you mean 'x'?", or null if nothing is near.</summary>
    public static string? Fix(string name, IEnumerable<string> names) =>
        Of(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : null;

    /// <summary>Edit distance: letters to insert, drop, change or swap with their neighbour, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = last[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
