using System.Buffers;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>The sign at the end of a question.</summary>
internal static class Questions
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("?？؟⁇⁈‽");

    /// <summary>Whether a question mark follows the last word; emoji do not matter.</summary>
    public static bool EndsWithSign(FoldedText text)
    {
        var last = text.Tokens.Length - 1;
        while (last >= 0 && IsSign(text.WordAt(last)))
        {
            last--;
        }

        var end = last < 0 ? 0 : text.Tokens[last].SourceEnd;
        return text.Original.AsSpan(end).IndexOfAny(Signs) >= 0;
    }

    private static bool IsSign(ReadOnlySpan<char> word) =>
        char.IsSurrogate(word[0]) || FoldTable.ClassOf(word[0]) == CharClass.Symbol;
}
