namespace WebhookReceiver.Rules.Matching;

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
