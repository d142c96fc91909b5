namespace WebhookReceiver.Rules.Matching;

/// <summary>How many letters must be added, dropped, changed or swapped with their neighbour to make one word of another.</summary>
internal static class TypoDistance
{
    private const int Longest = 40;

    /// <summary>Whether that few are enough. Words of more than forty letters are never near each other.</summary>
    public static bool IsWithin(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, int edits)
    {
        if (Math.Abs(typed.Length - word.Length) > edits || typed.Length >= Longest || word.Length >= Longest)
        {
            return false;
        }
        Span<int> rows = stackalloc int[3 * (Longest + 1)];
        var beforeLast = rows[..Longest];
        var last = rows[Longest..(2 * Longest)];
        var row = rows[(2 * Longest)..];
        for (var j = 0; j <= word.Length; j++)
        {
            last[j] = j;
        }
        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= word.Length; j++)
            {
                var change = last[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
                best = Math.Min(best, row[j]);
            }
            if (best > edits)
            {
                return false;
            }
            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[word.Length] <= edits;
    }
}
