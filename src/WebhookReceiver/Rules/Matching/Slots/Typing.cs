namespace WebhookReceiver.Rules.Matching;

/// <summary>The distance of a typed word from a known one.</summary>
internal static class Typing
{
    private const int Longest = 32;

    /// <summary>Letters too many, too few, wrong or swapped with their neighbour.</summary>
    public static int Mistakes(string typed, string word)
    {
        if (typed.Length > Longest || word.Length > Longest)
        {
            return Longest;
        }

        Span<int> before = stackalloc int[Longest + 1];
        Span<int> above = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var i = 0; i <= word.Length; i++)
        {
            above[i] = i;
        }

        for (var at = 1; at <= typed.Length; at++)
        {
            row[0] = at;
            for (var i = 1; i <= word.Length; i++)
            {
                var isSame = typed[at - 1] == word[i - 1];
                row[i] = Math.Min(Math.Min(above[i], row[i - 1]) + 1, above[i - 1] + (isSame ? 0 : 1));
                if (at > 1 && i > 1 && typed[at - 1] == word[i - 2] && typed[at - 2] == word[i - 1])
                {
                    row[i] = Math.Min(row[i], before[i - 2] + 1);
                }
            }

            above.CopyTo(before);
            row.CopyTo(above);
        }

        return above[word.Length];
    }
}
