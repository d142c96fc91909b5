namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A word drawn out for its sound: holaaa, hiii, heyyy. A letter three times or more may stand for two or one, as the
/// book has it; met so only once no rule of the stage knows the word as it is written.
/// </summary>
internal static class StretchedWord
{
    private const int Fewest = 3;
    private const int MostRuns = 3;
    private const int Longest = 64;

    /// <summary>Whether a letter is repeated three times or more.</summary>
    public static bool Is(ReadOnlySpan<char> word)
    {
        for (var at = Fewest - 1; at < word.Length; at++)
        {
            if (word[at] == word[at - 1] && word[at] == word[at - 2] && !char.IsAsciiDigit(word[at]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of the word with its letters once or twice; <see cref="Vocabulary.Unknown"/> if there is none.</summary>
    public static int Find(ReadOnlySpan<char> word, Vocabulary vocabulary)
    {
        if (word.Length > Longest || !Is(word))
        {
            return Vocabulary.Unknown;
        }

        Span<char> letters = stackalloc char[Longest];
        for (var once = 0; once < 1 << MostRuns; once++)
        {
            var length = Shorten(word, letters, once, out var runs);
            if (once >= 1 << runs)
            {
                break;
            }

            if (vocabulary.Find(letters[..length]) is >= 0 and var number)
            {
                return number;
            }
        }

        return Vocabulary.Unknown;
    }

    /// <summary>Writes the word with each run of a letter twice, or once if its bit is set.</summary>
    private static int Shorten(ReadOnlySpan<char> word, Span<char> letters, int once, out int runs)
    {
        var length = 0;
        runs = 0;
        for (var at = 0; at < word.Length; )
        {
            var end = at + 1;
            while (end < word.Length && word[end] == word[at])
            {
                end++;
            }

            var count = end - at;
            if (count >= Fewest && !char.IsAsciiDigit(word[at]))
            {
                count = (once & (1 << Math.Min(runs, MostRuns - 1))) != 0 ? 1 : 2;
                runs = Math.Min(runs + 1, MostRuns);
            }

            letters.Slice(length, count).Fill(word[at]);
            length += count;
            at = end;
        }

        return length;
    }
}
