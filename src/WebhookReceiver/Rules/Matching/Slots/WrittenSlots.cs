namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A code such as AB-1234: letters, digits, hyphens and slashes without spaces, with at least one digit. Unchanged.
/// </summary>
internal sealed class CodeSlot : PlainSlotType
{
    public override string Name => "code";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var run = WrittenRun.At(text, token);
        var hasDigit = false;
        foreach (var c in run)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '/' or '_' or '.'))
            {
                return 0;
            }
            hasDigit |= char.IsDigit(c);
        }
        if (!hasDigit)
        {
            return 0;
        }
        value = run.ToString();
        return WrittenRun.Words(text, token, run.Length);
    }
}

/// <summary>A web address, unchanged: beginning with http(s):// or www., or a domain with a path.</summary>
internal sealed class UrlSlot : PlainSlotType
{
    public override string Name => "url";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var run = WrittenRun.At(text, token);
        var hasScheme =
            run.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || run.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var rest = hasScheme ? run[(run.IndexOf("//", StringComparison.Ordinal) + 2)..] : run;
        var slash = rest.IndexOf('/');
        var host = slash < 0 ? rest : rest[..slash];
        var dot = host.IndexOf('.');
        var isHost = dot > 0 && dot < host.Length - 1 && !host.Contains('@');
        var isAddress = hasScheme || slash > 0 || host.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        if (!isHost || !isAddress)
        {
            return 0;
        }
        value = run.ToString();
        return WrittenRun.Words(text, token, run.Length);
    }
}

/// <summary>A run of the original text without spaces, as in e-mail addresses, web addresses and codes.</summary>
internal static class WrittenRun
{
    private const string Leading = "<([{\"'*_";
    private const string Trailing = ".,;:!?>)]}\"'*_";

    /// <summary>
    /// The run at this word, without surrounding punctuation; empty if the word is inside another run.
    /// </summary>
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

    /// <summary>The number of words in a run at this word.</summary>
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
