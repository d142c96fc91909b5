using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>The folded words of a text.</summary>
/// <param name="All">Every word, in its order; numbers, addresses and links are left out.</param>
/// <param name="Language">The language that its small words tell; null if they tell none.</param>
internal sealed record HeardWords(string[] All, string? Language)
{
    /// <summary>More words than these tell no more of the topic.</summary>
    private const int MostWords = 60;

    public static HeardWords Of(string text)
    {
        var folded = FoldedText.OfRule(WithoutAddresses(text));
        var words = new List<string>(Math.Min(folded.Tokens.Length, MostWords));
        for (var i = 0; i < folded.Tokens.Length && words.Count < MostWords; i++)
        {
            var word = ArabicArticle.Off(folded.WordAt(i));
            if (!HasDigit(word))
            {
                words.Add(word.ToString());
            }
        }

        return new HeardWords([.. words], StopWords.LanguageOf(words));
    }

    private static bool HasDigit(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (char.IsDigit(letter))
            {
                return true;
            }
        }

        return false;
    }

    private static string WithoutAddresses(string text) =>
        text.Contains('@', StringComparison.Ordinal)
        || text.Contains("://", StringComparison.Ordinal)
        || text.Contains("www.", StringComparison.OrdinalIgnoreCase)
            ? string.Join(' ', text.Split((char[]?)null).Where(part => !IsAddress(part)))
            : text;

    public static bool IsAddress(string part) =>
        part.Contains("://", StringComparison.Ordinal)
        || part.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        || (part.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && part.IndexOf('.', at) > 0);
}
