using System.Runtime.InteropServices;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>What the rules say in each language, word by word.</summary>
internal sealed class LanguageCorpus
{
    private const int ShortestWord = 3;

    private readonly Dictionary<string, ulong> _words = new(StringComparer.Ordinal);

    /// <summary>Every word with a bit for each language in which it is said.</summary>
    public IReadOnlyDictionary<string, ulong> Words => _words;

    /// <summary>Adds a text for customers, without its placeholders. Names, which stand in capitals, belong to no language.</summary>
    /// <param name="language">Position of its language.</param>
    /// <param name="text">As written in the rules.</param>
    /// <param name="namesAreWords">True for a language that writes all nouns so.</param>
    public void Add(int language, string text, bool namesAreWords)
    {
        if (language is < 0 or >= 64)
        {
            return;
        }

        var folded = FoldedText.OfRule(WithoutPlaceholders(text));
        for (var at = 0; at < folded.Tokens.Length; at++)
        {
            var token = folded.Tokens[at];
            var word = folded.WordAt(at);
            if (
                word.Length >= ShortestWord
                && char.IsLetter(word[0])
                && (namesAreWords || !char.IsUpper(folded.Original[token.SourceStart]) || BeginsSentence(folded, at))
            )
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_words, word.ToString(), out _) |= 1UL << language;
            }
        }
    }

    private static bool BeginsSentence(FoldedText text, int at) =>
        at == 0
        || text.Original.AsSpan(text.Tokens[at - 1].SourceEnd..text.Tokens[at].SourceStart).IndexOfAny(".!?:\n") >= 0;

    private static string WithoutPlaceholders(string text)
    {
        for (var from = text.IndexOf('{', StringComparison.Ordinal); from >= 0; from = text.IndexOf('{', from))
        {
            var end = text.IndexOf('}', from);
            text = text[..from] + " " + (end < 0 ? "" : text[(end + 1)..].TrimStart('}'));
        }

        return text;
    }
}
