namespace WebhookReceiver.Replying;

internal enum TokenKind
{
    End = 0,
    Name,
    Text,
    Number,
    Sign,
}

/// <summary>
/// One word or sign inside the braces of a template; the offset counts from the start of the whole text.
/// </summary>
internal readonly record struct TemplateToken(TokenKind Kind, string Text, int Offset)
{
    public bool Is(string sign) => Kind is TokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);

    public bool IsWord(string word) => Kind is TokenKind.Name && string.Equals(Text, word, StringComparison.Ordinal);
}

/// <summary>Splits the text inside braces into tokens.</summary>
internal static class TemplateTokenizer
{
    private static readonly string[] TwoCharacterSigns = ["==", "!=", "<>", "<=", ">=", ".."];

    public static List<TemplateToken> Read(string source, int start, int end)
    {
        var tokens = new List<TemplateToken>();
        var at = start;
        while (at < end)
        {
            if (char.IsWhiteSpace(source[at]))
            {
                at++;
                continue;
            }

            var token = ReadOne(source, at, end);
            tokens.Add(token);
            at += token.Kind == TokenKind.Text ? token.Text.Length + 2 : token.Text.Length;
        }

        tokens.Add(new(TokenKind.End, "", end));
        return tokens;
    }

    private static TemplateToken ReadOne(string source, int at, int end)
    {
        var first = source[at];
        if (first is '\'' or '"')
        {
            var close = source.IndexOf(first, at + 1); // the scanner has made sure that it exists
            return new(TokenKind.Text, source[(at + 1)..close], at);
        }

        if (char.IsAsciiDigit(first) || (first == '-' && at + 1 < end && char.IsAsciiDigit(source[at + 1])))
        {
            return new(TokenKind.Number, source[at..EndOfNumber(source, at + 1, end)], at);
        }

        if (char.IsLetter(first) || first == '_')
        {
            return new(TokenKind.Name, source[at..EndOfName(source, at, end)], at);
        }

        var length = TwoCharacterSigns.Any(sign => string.CompareOrdinal(source, at, sign, 0, 2) == 0 && at + 2 <= end)
            ? 2
            : 1;
        return new(TokenKind.Sign, source.Substring(at, length), at);
    }

    private static int EndOfNumber(string source, int at, int end)
    {
        while (
            at < end
            && (
                char.IsAsciiDigit(source[at])
                || (source[at] == '.' && at + 1 < end && char.IsAsciiDigit(source[at + 1]))
            )
        )
        {
            at++;
        }

        return at;
    }

    private static int EndOfName(string source, int at, int end)
    {
        while (at < end && (char.IsLetterOrDigit(source[at]) || source[at] is '_' or '-'))
        {
            at++;
        }

        return at;
    }
}
