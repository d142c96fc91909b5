namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// All words in the phrases of one rule set, by number; Arabic ones without their article. Filled at load, then
/// read-only.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>The number of every unknown word.</summary>
    public const int Unknown = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Vocabulary() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _numbers.Count;

    /// <summary>The number of a folded word; assigns one if needed. Only at load.</summary>
    public int Add(ReadOnlySpan<char> folded)
    {
        var word = ArabicArticle.Off(folded);
        if (_lookup.TryGetValue(word, out var number))
        {
            return number;
        }
        _lookup[word] = _numbers.Count;
        return _numbers.Count - 1;
    }

    /// <summary>All words, each at its number.</summary>
    public string[] ToArray() => [.. _numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>The number of a folded word, or <see cref="Unknown"/>.</summary>
    public int Find(ReadOnlySpan<char> word) =>
        _lookup.TryGetValue(ArabicArticle.Off(word), out var number) ? number : Unknown;
}

/// <summary>
/// Strips the Arabic article, which is joined to its word, with "and", "in" or "for" before it: موعد, الموعد, والموعد,
/// للموعد. Comparison ignores it.
/// </summary>
internal static class ArabicArticle
{
    /// <summary>The rest must still be a word: ألم, الله and والد have no article.</summary>
    private const int FewestLetters = 3;

    private const char Alef = 'ا';
    private const char Lam = 'ل';

    /// <summary>The folded word without article; the word itself if it has none.</summary>
    public static ReadOnlySpan<char> Off(ReadOnlySpan<char> word)
    {
        if (word.Length < FewestLetters + 2 || word[0] is < Alef or > 'ي')
        {
            return word;
        }
        return word switch
        {
            [Alef, Lam, .. var rest] => rest,
            [Lam, Lam, .. var rest] => rest,
            ['و' or 'ف' or 'ب' or 'ك', Alef, Lam, .. { Length: >= FewestLetters } rest] => rest,
            _ => word,
        };
    }
}
