namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// An e-mail address, unchanged: one @, text before it, a dot in the part after it. Adjacent text is excluded:
/// mail:bo@example.com;thanks.
/// </summary>
internal sealed class EmailSlot : PlainSlotType
{
    private const int Longest = 254;
    private const int ShortestEnding = 2;

    public override string Name => "email";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var source = text.Original.AsSpan();
        var start = text.Tokens[token].SourceStart;
        if (
            start > 0
            && (IsOfName(source[start - 1]) || source[start - 1] == '@')
            && source[start - 1] is not ('\'' or '_' or '-')
        )
        {
            return 0;
        }

        var at = start;
        while (at < source.Length && IsOfName(source[at]))
        {
            at++;
        }

        if (at == start || at >= source.Length || source[at] != '@' || source[at - 1] == '.')
        {
            return 0;
        }

        var end = at + 1;
        while (end < source.Length && IsOfDomain(source[end]))
        {
            end++;
        }

        var domain = Domain(source[(at + 1)..end]);
        var length = at + 1 - start + domain.Length;
        if (domain.IsEmpty || length > Longest || (end < source.Length && source[end] == '@'))
        {
            return 0;
        }

        value = source.Slice(start, length).ToString();
        return WrittenRun.Words(text, token, length);
    }

    /// <summary>
    /// The domain without following text: example.com-thanks, example.com.Thanks; empty if it is none.
    /// </summary>
    private static ReadOnlySpan<char> Domain(ReadOnlySpan<char> run)
    {
        var domain = run.TrimEnd(".-");
        var dot = domain.LastIndexOf('.');
        if (
            dot > 0
            && char.IsUpper(domain[^(domain.Length - dot - 1)])
            && !domain[..dot].ContainsAnyInRange('A', 'Z')
            && domain[..dot].Contains('.')
        )
        {
            // A new sentence without a space before it.
            domain = domain[..dot];
            dot = domain.LastIndexOf('.');
        }

        var hyphen = dot < 0 ? -1 : domain[dot..].IndexOf('-');
        domain = hyphen < 0 ? domain : domain[..(dot + hyphen)];
        var isDomain =
            dot > 0
            && domain.Length - dot - 1 >= ShortestEnding
            && domain.IndexOf("..", StringComparison.Ordinal) < 0
            && domain[0] is not ('.' or '-')
            && !domain[(dot + 1)..].ContainsAnyInRange('0', '9');
        return isDomain ? domain : default;
    }

    private static bool IsOfName(char sign) => IsOfWord(sign) || sign is '.' or '_' or '%' or '+' or '-' or '\'';

    private static bool IsOfDomain(char sign) => IsOfWord(sign) || sign is '.' or '-';

    /// <summary>Latin letters and digits: letters of other scripts belong to adjacent text.</summary>
    private static bool IsOfWord(char sign) => char.IsAsciiLetterOrDigit(sign) || (sign is >= 'À' and < '\u0250');
}
