using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Tries a pattern at load on texts made of its own characters: a pattern that is slow there will be slow on a
/// contact's text.
/// </summary>
internal static class RegexProbe
{
    /// <summary>
    /// Far above a message's time, and exceeded several times before it counts: a busy machine refuses no rule.
    /// </summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// The linear engine takes 0.1 ms for real patterns, and over 100 ms after a state explosion of any size. The limit
    /// is far from both, so that the machine's speed or load never changes the verdict.
    /// </summary>
    private static readonly TimeSpan LinearLimit = TimeSpan.FromMilliseconds(40);

    private static readonly SearchValues<char> Signs = SearchValues.Create(@"\[(.*+?{^$|");

    private const int Tries = 3;
    private const int Length = 2_048;

    /// <summary>The problem of the pattern; null if it is fast enough.</summary>
    public static string? Try(string pattern, RegexOptions options)
    {
        if (!pattern.AsSpan().ContainsAny('*', '+', '{'))
        {
            return null;
        }
        var isLinear = options.HasFlag(RegexOptions.NonBacktracking);
        foreach (var text in Texts(pattern, isLinear))
        {
            if (!Enumerable.Range(0, Tries).Any(_ => EndsInTime(pattern, options, text)))
            {
                return $"'{pattern}' is too slow on long texts. Use fewer '*' and '+' beside each other and smaller repeats, or 'words' instead.";
            }
        }
        return null;
    }

    /// <summary>A new instance per try: the linear engine's cost is building states on the first text.</summary>
    private static bool EndsInTime(string pattern, RegexOptions options, string text)
    {
        var limit = options.HasFlag(RegexOptions.NonBacktracking) ? LinearLimit : Limit;
        var regex = new Regex(pattern, options, limit);
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            _ = regex.IsMatch(text);
            // The linear engine checks its time limit rarely.
            return TimeProvider.System.GetElapsedTime(started) < limit;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// One letter repeated; random letters; and, as long as a message may be, letters of the groups only.
    /// </summary>
    private static IEnumerable<string> Texts(string pattern, bool isLinear)
    {
        var letters = Letters(pattern, inGroups: false);
        yield return new string(letters[0], Length) + "!";
        yield return Random(letters, Length);
        if (isLinear)
        {
            // The text before the first group leads into it.
            var plain = pattern.AsSpan().IndexOfAny(Signs);
            yield return pattern[..Math.Max(plain, 0)]
                + Random(Letters(pattern, inGroups: true), FoldedText.MaxCharacters);
        }
    }

    private static string Random(string letters, int length)
    {
        var state = 17u; // any fixed seed: the verdict on a pattern must be constant
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            state = (state * 1_103_515_245) + 12_345;
            text.Append(letters[(int)((state >> 16) % (uint)letters.Length)]);
        }
        return text.ToString();
    }

    /// <summary>The characters that the pattern names, without its counts and names.</summary>
    private static string Letters(string pattern, bool inGroups)
    {
        var letters = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            depth += c switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (c == '{' || (c == '(' && pattern.AsSpan(i).StartsWith("(?")))
            {
                i = EndOf(pattern, i, c == '{' ? "}" : ":>)");
                continue;
            }
            if (inGroups && depth == 0)
            {
                i += c == '\\' ? 1 : 0;
                continue;
            }
            if (c == '\\' && i + 1 < pattern.Length)
            {
                letters.Append(Example(pattern[++i]));
            }
            else if (char.IsLetterOrDigit(c) || c == ' ')
            {
                letters.Append(c);
            }
        }
        return letters.Length == 0 ? "ab1 " : letters.ToString();
    }

    private static int EndOf(string pattern, int from, string ends)
    {
        var length = pattern.AsSpan(from).IndexOfAny(ends);
        return length < 0 ? pattern.Length : from + length;
    }

    private static string Example(char escaped) =>
        escaped switch
        {
            'd' => "07",
            'w' => "aZ_",
            's' => " ",
            _ => char.IsAsciiLetter(escaped) ? "" : escaped.ToString(),
        };
}
