using System.Text.RegularExpressions;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Admits only safe patterns: constructed and tried at load, never on the path of a message.</summary>
internal static class RegexGate
{
    /// <summary>Time limit of a match; the default engine keeps it within a few milliseconds.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private const int MostGroupRepeats = 100;
    private const int MaxPatternLength = 1_000;
    private const RegexOptions Common = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public static Regex? Open(string pattern, out bool isLinear, out string? error)
    {
        isLinear = HasRepeatedGroup(pattern);
        error = Refuse(pattern);
        if (error is not null)
        {
            return null;
        }
        if (AstralPattern.Of(pattern, out error) is not { } written)
        {
            return null;
        }
        isLinear = HasRepeatedGroup(written);
        try
        {
            var options = isLinear ? Common | RegexOptions.NonBacktracking : Common;
            var regex = new Regex(written, options, TimeLimit);
            error = RegexProbe.Try(written, options);
            return error is null ? regex : null;
        }
        catch (RegexParseException e)
        {
            error = $"'{pattern}' is not a regular expression: {Sentence(e)} (at character {e.Offset + 1}).";
        }
        catch (NotSupportedException)
        {
            error =
                $"'{pattern}' is too large or uses something the safe engine does not know. Use fewer or smaller repeats like {{1,20}}.";
        }
        return null;
    }

    private static string? Refuse(string pattern)
    {
        if (pattern.Length == 0)
        {
            return "An empty pattern matches every message. Leave 'matches' out if that is meant.";
        }
        if (pattern.Length > MaxPatternLength)
        {
            return $"The pattern has {pattern.Length} characters; {MaxPatternLength} is the limit. Split it into several.";
        }
        foreach (var look in (ReadOnlySpan<string>)["(?=", "(?!", "(?<=", "(?<!"])
        {
            if (Contains(pattern, look))
            {
                var fix = look.EndsWith('!')
                    ? "Say what must not stand there in words: when: { matches: …, not: refund }."
                    : "Write two patterns that must both match: when: { all: [{ matches: … }, { matches: … }] }.";
                return $"'{pattern}' looks ahead or behind with '{look}', which cannot be run safely. {fix}";
            }
        }
        if (LargestGroupRepeat(pattern) > MostGroupRepeats)
        {
            return $"'{pattern}' repeats a group more than {MostGroupRepeats} times, which cannot be run safely. Use a smaller number, or '*'.";
        }
        return HasBackReference(pattern)
            ? $"'{pattern}' refers back to a group, which cannot be run safely. Write the alternatives out."
            : null;
    }

    /// <summary>Whether a group has a quantifier: (a+)+ makes a backtracking engine explode.</summary>
    private static bool HasRepeatedGroup(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ')' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '+' or '{')
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The largest count of a repeated group: (a|b){2,18}.</summary>
    private static int LargestGroupRepeat(string pattern)
    {
        var largest = 0;
        for (var i = pattern.IndexOf("){", StringComparison.Ordinal); i >= 0; )
        {
            var number = 0;
            for (i += 2; i < pattern.Length && (char.IsAsciiDigit(pattern[i]) || pattern[i] == ','); i++)
            {
                number = pattern[i] == ',' ? 0 : Math.Min((number * 10) + pattern[i] - '0', MostGroupRepeats + 1);
                largest = Math.Max(largest, number);
            }
            i = pattern.IndexOf("){", i, StringComparison.Ordinal);
        }
        return largest;
    }

    private static bool Contains(string pattern, string part)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (string.CompareOrdinal(pattern, i, part, 0, part.Length) == 0)
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasBackReference(string pattern)
    {
        for (var i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] != '\\')
            {
                continue;
            }
            if (pattern[i + 1] is (>= '1' and <= '9') or 'k')
            {
                return true;
            }
            i++;
        }
        return false;
    }

    private static string Sentence(RegexParseException e) =>
        e.Error switch
        {
            RegexParseError.InsufficientClosingParentheses => "a '(' is not closed",
            RegexParseError.InsufficientOpeningParentheses => "there is a ')' too many",
            RegexParseError.UnterminatedBracket => "a '[' is not closed",
            RegexParseError.QuantifierAfterNothing => "there is nothing before a '*', '+' or '?' to repeat",
            RegexParseError.NestedQuantifiersNotParenthesized => "two repeats follow each other",
            RegexParseError.ReversedCharacterRange => "a range like [z-a] runs backwards",
            RegexParseError.ReversedQuantifierRange => "a repeat like {3,1} runs backwards",
            RegexParseError.UnescapedEndingBackslash => "it ends with a '\\'",
            RegexParseError.UnrecognizedEscape => "a '\\' stands before a character that has no such form",
            _ => "it does not parse",
        };
}
