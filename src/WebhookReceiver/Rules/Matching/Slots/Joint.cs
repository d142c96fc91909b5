namespace WebhookReceiver.Rules.Matching;

/// <summary>What joins two values: or, to, a dash, a slash.</summary>
internal static class Joint
{
    /// <summary>The number of joining words here, 0 for a sign alone; -1 if nothing joins.</summary>
    public static int At(SpokenLanguages languages, FoldedText text, int token, bool isSpanToo)
    {
        if (token <= 0 || token >= text.Tokens.Length)
        {
            return -1;
        }

        if (languages.Take(SpokenPart.Or, text, token, out _) is > 0 and var or)
        {
            return or;
        }

        if (isSpanToo && languages.Take(SpokenPart.Until, text, token, out _) is > 0 and var until)
        {
            return until;
        }

        return IsSign(text, token) ? 0 : -1;
    }

    /// <summary>Whether a dash, a slash or a sign for "and" is between this word and the previous one.</summary>
    public static bool IsSign(FoldedText text, int token) =>
        token > 0
        && token < text.Tokens.Length
        && text
            .Original.AsSpan(
                text.Tokens[token - 1].SourceEnd,
                text.Tokens[token].SourceStart - text.Tokens[token - 1].SourceEnd
            )
            .Trim(" .\u00A0")
            is "/"
                or "-"
                or "–"
                or "—"
                or "‐"
                or "−"
                or "／"
                or "&"
                or "+";
}
