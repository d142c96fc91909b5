using WebhookReceiver.Rules.Parsing.Keys;

namespace WebhookReceiver.Rules.Parsing;

/// <summary>
/// A cure that writes out a key and its value, of a value that stands in braces behind that key already: there only the
/// value can be pasted.
/// </summary>
internal static class InlineCure
{
    private const string Write = "Write: ";

    /// <summary>The problem with a cure that fits its place.</summary>
    public static RuleProblem Of(RuleProblem problem, SymbolTable symbols)
    {
        if (problem.Fix is not { } fix || !fix.StartsWith(Write, StringComparison.Ordinal) || problem.Line < 1)
        {
            return problem;
        }

        var colon = fix.IndexOf(": ", Write.Length, StringComparison.Ordinal);
        return colon > 0 && IsOneValue(fix[(colon + 2)..]) && IsBehind(fix[Write.Length..(colon + 1)], problem, symbols)
            ? problem with
            {
                Fix = Write + fix[(colon + 2)..],
            }
            : problem;
    }

    /// <summary>A word, a date, a range; an example of a map is better told with its key.</summary>
    private static bool IsOneValue(string value) => value.AsSpan().IndexOfAny("{[,;") < 0;

    /// <summary>Whether this key stands right before the problem, inside braces.</summary>
    private static bool IsBehind(string key, RuleProblem problem, SymbolTable symbols)
    {
        if (symbols.SourceOf(problem.Path) is not { } source)
        {
            return false;
        }

        var line = source.Characters(problem.Line);
        var before = line[..Math.Min(problem.Column - 1, line.Length)].TrimEnd();
        return before.EndsWith(key, StringComparison.Ordinal)
            && before.LastIndexOf('{') > before.LastIndexOf('}')
            && before[..^key.Length].TrimEnd() is [.., '{' or ','];
    }
}
