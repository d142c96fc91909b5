namespace WebhookReceiver.Rules.Matching;

/// <summary>Finds a text that every match of a regular expression contains, for the index.</summary>
internal static class RegexLiteral
{
    private const int Shortest = 3;

    /// <summary>
    /// The longest run of plain ASCII letters and digits outside groups and classes, lower case. Null if it has under
    /// three characters, or if the pattern has alternatives or options at its top level.
    /// </summary>
    public static string? Of(string pattern)
    {
        var best = "";
        var run = 0;
        var depth = 0;
        for (var i = 0; i <= pattern.Length; i++)
        {
            var c = i < pattern.Length ? pattern[i] : ')';
            if (depth == 0 && char.IsAsciiLetterOrDigit(c))
            {
                run++;
                continue;
            }
            // The last character of a run belongs to a following quantifier.
            var end = i < pattern.Length && c is '*' or '?' or '{' or '+' ? i - 1 : i;
            var length = run - (i - end);
            if (depth == 0 && length > best.Length)
            {
                best = pattern.Substring(end - length, length);
            }
            run = 0;
            if (i == pattern.Length || (c == '|' && depth == 0) || (c == '(' && IsOptions(pattern, i)))
            {
                return i == pattern.Length && best.Length >= Shortest ? best.ToLowerInvariant() : null;
            }
            (i, depth) = Skip(pattern, i, depth);
        }
        return null;
    }

    /// <summary>Skips an escape, a class or a counted repeat; counts groups.</summary>
    private static (int At, int Depth) Skip(string pattern, int i, int depth) =>
        pattern[i] switch
        {
            '\\' => (EndOfEscape(pattern, i), depth),
            '[' => (EndOfClass(pattern, i), depth),
            '{' => (Math.Max(i, pattern.IndexOf('}', i)), depth),
            '(' => (i, depth + 1),
            ')' => (i, Math.Max(0, depth - 1)),
            _ => (i, depth),
        };

    private static bool IsOptions(string pattern, int i) =>
        i + 2 < pattern.Length && pattern[i + 1] == '?' && pattern[i + 2] is not (':' or '<' or '\'');

    private static int EndOfEscape(string pattern, int i)
    {
        var c = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
        return c switch
        {
            'x' => i + 3,
            'u' => i + 5,
            'c' => i + 2,
            'p' or 'P' => Math.Max(i + 1, pattern.IndexOf('}', i)),
            '0' => i + 3,
            _ => i + 1,
        };
    }

    private static int EndOfClass(string pattern, int i)
    {
        var at = i + 1;
        at += at < pattern.Length && pattern[at] == '^' ? 1 : 0;
        at += at < pattern.Length && pattern[at] == ']' ? 1 : 0;
        while (at < pattern.Length && pattern[at] != ']')
        {
            at += pattern[at] == '\\' ? 2 : 1;
        }
        return at;
    }
}
