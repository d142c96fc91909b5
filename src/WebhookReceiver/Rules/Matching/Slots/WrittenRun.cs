namespace WebhookReceiver.Rules.Matching;

/// <summary>A run of the original text without blanks, as e-mail addresses, web addresses and codes are written.</summary>
internal static class WrittenRun
{
    private const string Leading = "<([{\"'*_";
    private const string Trailing = ".,;:!?>)]}\"'*_";

    /// <summary>The run that begins at this word, without the punctuation around it; empty if the word is inside another run.</summary>
    public static ReadOnlySpan<char> At(FoldedText text, int token)
    {
        var source = text.Original.AsSpan();
        var start = text.Tokens[token].SourceStart;
        var before = start;
        while (before > 0 && Leading.Contains(source[before - 1], StringComparison.Ordinal))
        {
            before--;
        }
        if (before > 0 && !char.IsWhiteSpace(source[before - 1]))
        {
            return default;
        }
        var end = start;
        while (end < source.Length && !char.IsWhiteSpace(source[end]))
        {
            end++;
        }
        return source[start..end].TrimEnd(Trailing);
    }

    /// <summary>How many words a run that begins at this word takes.</summary>
    public static int Words(FoldedText text, int token, int length)
    {
        var end = text.Tokens[token].SourceStart + length;
        var next = token;
        while (next < text.Tokens.Length && text.Tokens[next].SourceStart < end)
        {
            next++;
        }
        return next - token;
    }
}
