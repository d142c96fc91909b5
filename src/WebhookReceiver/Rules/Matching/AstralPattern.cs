using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Emoji and other characters of two halves in a pattern: the engine knows halves alone, so that a class or a repeat of such
/// characters is written out for it.
/// </summary>
internal static class AstralPattern
{
    private const string Quantifiers = "*+?{";

    /// <summary>The pattern for the engine; null with an error that says what to write.</summary>
    public static string? Of(string pattern, out string? error)
    {
        error = null;
        if (!pattern.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return pattern;
        }

        var written = new StringBuilder(pattern.Length * 2);
        for (var i = 0; i < pattern.Length && error is null; )
        {
            i = pattern[i] switch
            {
                '\\' => Copy(pattern, i, 2, written),
                '[' => Class(pattern, i, written, out error),
                _ when IsPair(pattern, i) => Pair(pattern, i, written),
                _ => Copy(pattern, i, 1, written),
            };
        }

        return error is null ? written.ToString() : null;
    }

    private static int Copy(string pattern, int at, int length, StringBuilder written)
    {
        var end = Math.Min(at + length, pattern.Length);
        written.Append(pattern, at, end - at);
        return end;
    }

    /// <summary>A repeat counts for the character, not for its second half.</summary>
    private static int Pair(string pattern, int at, StringBuilder written)
    {
        var isRepeated = at + 2 < pattern.Length && Quantifiers.Contains(pattern[at + 2], StringComparison.Ordinal);
        written.Append(isRepeated ? "(?:" : "").Append(pattern, at, 2).Append(isRepeated ? ")" : "");
        return at + 2;
    }

    /// <summary>Parts a class into its ordinary characters and the others.</summary>
    private static int Class(string pattern, int start, StringBuilder written, out string? error)
    {
        error = null;
        var end = EndOf(pattern, start);
        var inside = pattern[(start + 1)..Math.Max(start + 1, end)];
        if (end >= pattern.Length || !inside.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return Copy(pattern, start, end + 1 - start, written);
        }

        if (inside[0] == '^' || inside.Contains("-[", StringComparison.Ordinal))
        {
            error =
                $"'[{inside}]' leaves out an emoji, which a pattern cannot. Write what may stand there, or say it in words: when: {{ matches: …, not: 🍎 }}.";
            return end;
        }

        var plain = new StringBuilder();
        var others = new List<string>();
        for (var i = 0; i < inside.Length && error is null; )
        {
            i = IsPair(inside, i) ? Range(inside, i, others, out error) : Plain(inside, i, plain, out error);
        }

        var alternatives = plain.Length == 0 ? others : [$"[{plain}]", .. others];
        written.Append("(?:").AppendJoin('|', alternatives).Append(')');
        return end + 1;
    }

    private static int Plain(string inside, int at, StringBuilder plain, out string? error)
    {
        var length = inside[at] == '\\' ? 2 : 1;
        var next = at + length;
        var isRange = next + 1 < inside.Length && inside[next] == '-' && IsPair(inside, next + 1);
        error = isRange
            ? $"'{inside[at..(next + 3)]}' is a range from a letter to an emoji. Write two: one of letters, one of emoji."
            : null;
        plain.Append(inside, at, Math.Min(length, inside.Length - at));
        return next;
    }

    private static int Range(string inside, int at, List<string> others, out string? error)
    {
        var from = char.ConvertToUtf32(inside, at);
        var isRange = at + 4 < inside.Length && inside[at + 2] == '-' && IsPair(inside, at + 3);
        var to = isRange ? char.ConvertToUtf32(inside, at + 3) : from;
        error =
            to < from
                ? $"'{inside[at..(at + 5)]}' runs backwards. Write: {inside[(at + 3)..(at + 5)]}-{inside[at..(at + 2)]}"
                : null;
        if (error is null)
        {
            Add(from, to, others);
        }

        return at + (isRange ? 5 : 2);
    }

    private static void Add(int from, int to, List<string> others)
    {
        var (first, last) = (char.ConvertFromUtf32(from), char.ConvertFromUtf32(to));
        if (first[0] == last[0])
        {
            others.Add($"{Unit(first[0])}[{Unit(first[1])}-{Unit(last[1])}]");
            return;
        }

        others.Add($"{Unit(first[0])}[{Unit(first[1])}-{Unit('\uDFFF')}]");
        if (last[0] - first[0] > 1)
        {
            others.Add(
                $"[{Unit((char)(first[0] + 1))}-{Unit((char)(last[0] - 1))}][{Unit('\uDC00')}-{Unit('\uDFFF')}]"
            );
        }

        others.Add($"{Unit(last[0])}[{Unit('\uDC00')}-{Unit(last[1])}]");
    }

    private static string Unit(char half) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)half:X4}");

    private static bool IsPair(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

    private static int EndOf(string pattern, int start)
    {
        var at = start + 1;
        at += at < pattern.Length && pattern[at] == '^' ? 1 : 0;
        at += at < pattern.Length && pattern[at] == ']' ? 1 : 0;
        while (at < pattern.Length && pattern[at] != ']')
        {
            at += pattern[at] == '\\' ? 2 : 1;
        }

        return at;
    }
}
