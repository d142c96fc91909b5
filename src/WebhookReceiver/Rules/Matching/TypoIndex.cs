namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Finds known words near a mistyped one. It indexes every word under all variants of its first seven letters with one
/// or two dropped, and does the same with the typed word. Matches are compared letter by letter. Immutable once built.
/// </summary>
internal sealed class TypoIndex
{
    /// <summary>From this length on, one edit is tolerated.</summary>
    private const int OneEdit = 5;

    /// <summary>From this length on, two edits are tolerated.</summary>
    private const int TwoEdits = 9;

    private const int Prefix = 7;
    private const int Longest = 32;

    private readonly string[] _words;
    private readonly ulong[] _keys;
    private readonly int[] _byKey;

    /// <param name="vocabulary">The words of the rule set.</param>
    /// <param name="forgiving">Numbers of the words that may be mistyped.</param>
    public TypoIndex(Vocabulary vocabulary, IEnumerable<int> forgiving)
    {
        _words = vocabulary.ToArray();
        var keys = new List<ulong>();
        var words = new List<int>();
        Span<ulong> variants = stackalloc ulong[MostVariants];
        foreach (var number in forgiving.Distinct().Where(number => EditsFor(_words[number]) > 0))
        {
            var count = Variants(_words[number], EditsFor(_words[number]), variants);
            for (var i = 0; i < count; i++)
            {
                keys.Add(variants[i]);
                words.Add(number);
            }
        }
        (_keys, _byKey) = ([.. keys], [.. words]);
        Array.Sort(_keys, _byKey);
    }

    /// <summary>All letters, one less, two less; the first letter always stays.</summary>
    private static int MostVariants => 1 + (Prefix - 1) + ((Prefix - 1) * (Prefix - 2) / 2);

    /// <summary>Writes the numbers of the possible words; returns their count, limited by the span.</summary>
    public int Find(ReadOnlySpan<char> typed, Span<int> meant)
    {
        if (typed.Length < OneEdit - 1 || typed.Length > Longest + 2 || !HasLettersOnly(typed))
        {
            return 0;
        }
        Span<ulong> variants = stackalloc ulong[MostVariants];
        var count = Variants(typed, typed.Length < TwoEdits - 2 ? 1 : 2, variants);
        var found = 0;
        for (var i = 0; i < count && found < meant.Length; i++)
        {
            found = Take(variants[i], typed, meant, found);
        }
        return found;
    }

    private int Take(ulong key, ReadOnlySpan<char> typed, Span<int> meant, int found)
    {
        for (var at = FirstOf(key); at < _keys.Length && _keys[at] == key && found < meant.Length; at++)
        {
            var word = _words[_byKey[at]];
            if (
                word[0] == typed[0]
                && !meant[..found].Contains(_byKey[at])
                && TypoDistance.IsWithin(typed, word, EditsFor(word))
            )
            {
                meant[found++] = _byKey[at];
            }
        }
        return found;
    }

    private int FirstOf(ulong key)
    {
        var (low, high) = (0, _keys.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _keys[middle] < key ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    /// <summary>The tolerated edits in a known word; numbers and codes must be exact.</summary>
    private static int EditsFor(string word) =>
        word.Length is < OneEdit or > Longest || !HasLettersOnly(word) ? 0
        : word.Length < TwoEdits ? 1
        : 2;

    private static bool HasLettersOnly(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsAsciiDigit(c) || char.IsSurrogate(c))
            {
                return false;
            }
        }
        return true;
    }

    private static int Variants(ReadOnlySpan<char> word, int edits, Span<ulong> variants)
    {
        var length = Math.Min(word.Length, Prefix);
        var count = 0;
        variants[count++] = Hash(word[..length], 0, 0);
        for (var first = 1; first < length; first++)
        {
            variants[count++] = Hash(word[..length], first, 0);
            for (var second = first + 1; edits > 1 && second < length; second++)
            {
                variants[count++] = Hash(word[..length], first, second);
            }
        }
        return count;
    }

    /// <summary>Hash of the letters without two places; 0 omits none, as the first letter always stays.</summary>
    private static ulong Hash(ReadOnlySpan<char> letters, int without, int withoutToo)
    {
        var hash = 14_695_981_039_346_656_037UL;
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 0 || (i != without && i != withoutToo))
            {
                hash = (hash ^ letters[i]) * 1_099_511_628_211UL;
            }
        }
        return hash;
    }
}

/// <summary>Edit distance of two words: letters to add, drop, change or swap with their neighbour.</summary>
internal static class TypoDistance
{
    private const int Longest = 40;

    /// <summary>
    /// Whether the distance is within a limit. Words of more than forty letters are never near each other.
    /// </summary>
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
