namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Every word that the phrases of one book know, by number; Arabic ones without their article. Filled while the book is
/// built, then only read.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>The number of every word that no phrase knows.</summary>
    public const int Unknown = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Vocabulary() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _numbers.Count;

    /// <summary>The number of a folded word, given one if it has none yet. Only while the book is built.</summary>
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
/// The Arabic article is written onto its word, with "and", "in" or "for" before it: موعد, الموعد, والموعد, للموعد. Words
/// are compared without it.
/// </summary>
internal static class ArabicArticle
{
    /// <summary>What stays must still be a word: ألم, الله and والد are none of the article.</summary>
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
