using WebhookReceiver.Rules.Parsing.Keys;
using YamlDotNet.Core;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>
/// Finds the author's mistake at a YAML syntax error from the lines around: the parser's own message helps only YAML
/// experts.
/// </summary>
internal static class SyntaxDiagnosis
{
    private static readonly Func<SourceText, RawLine, SyntaxFinding?>[] Checks =
    [
        Indentation,
        (_, line) => Of(ValuePitfalls.AtStart(line), line.Number, line.ValueColumn),
        MissingColon,
        PlaceholderWithColon,
        TooDeep,
        (_, line) => Of(ValuePitfalls.Colon(line), line.Number, line.ValueColumn),
        NotBelow,
        LooseText,
    ];

    /// <summary>Reports one error for the file; the parser failed between these lines.</summary>
    public static void Report(SourceText source, Mark start, Mark end, ProblemList problems)
    {
        var first = (int)Math.Clamp(start.Line, 1, source.LineCount);
        var last = (int)Math.Clamp(end.Line, first, source.LineCount);
        var part = RawLine.At(source, first, (int)Math.Max(1, start.Column));
        var syntaxFinding =
            (part.IsPart ? Of(ValuePitfalls.AtStart(part), first, part.ValueColumn) : null)
            ?? Find(source, first, last)
            ?? Fallback(last);
        problems.Error(
            new RulePlace(source.Path, syntaxFinding.Line, syntaxFinding.Column),
            syntaxFinding.Message,
            syntaxFinding.Fix
        );
    }

    private static SyntaxFinding? Find(SourceText source, int first, int last)
    {
        int[] candidates = [first, last, Before(source, first), After(source, last)];
        var lines = candidates.Distinct().Where(number => number > 0).Select(number => RawLine.Parse(source, number));
        var typed = lines.Where(line => line is { IsBlank: false, IsComment: false }).ToArray();
        return Checks
            .SelectMany(check => typed.Select(line => check(source, line)))
            .FirstOrDefault(found => found is not null);
    }

    private static SyntaxFinding? Indentation(SourceText source, RawLine line)
    {
        var at = line.Indent.AsSpan().IndexOfAnyExcept(' ');
        if (at < 0)
        {
            return null;
        }

        var sign = line.Indent[at] == '\t' ? "a tab" : "a no-break space";
        return new SyntaxFinding(
            line.Number,
            at + 1,
            $"the line is indented with {sign}; YAML allows spaces only.",
            $"Write two spaces for each level before '{FirstWord(line)}'."
        );
    }

    private static SyntaxFinding? MissingColon(SourceText source, RawLine line)
    {
        var end = line.Value.AsSpan().IndexOfAny(' ', ':');
        var word = end < 0 ? line.Value : line.Value[..end];
        var hasColon = end >= 0 && line.Value[end] == ':';
        if (line.Key is not null || !KnownWords.All.Contains(word) || (!hasColon && IsUsedAbove(source, line, word)))
        {
            return null;
        }

        var rest = end < 0 ? "" : line.Value[(end + 1)..].TrimStart();
        var message = hasColon ? $"a blank is missing after '{word}:'." : $"a colon is missing after '{word}'.";
        return new SyntaxFinding(line.Number, line.KeyColumn, message, $"Write: {line.Dashes}{word}: {rest}".TrimEnd());
    }

    /// <summary><c>- Hello {{ name | default: "there" }}</c>: YAML takes the placeholder's colon for its own.</summary>
    private static SyntaxFinding? PlaceholderWithColon(SourceText source, RawLine line)
    {
        var typed = source.Line(line.Number)[(line.KeyColumn - 1)..].TrimEnd();
        var open = typed.IndexOf("{{", StringComparison.Ordinal);
        var colon = typed.IndexOf(": ", StringComparison.Ordinal);
        return open < 0 || colon < open || line.Dashes.Length == 0
            ? null
            : new SyntaxFinding(
                line.Number,
                line.KeyColumn,
                "YAML takes the ': ' inside this text for its own.",
                $"Write: {line.Dashes}{RawLine.Quoted(typed)}"
            );
    }

    /// <summary>Keys are English words too: one that the rule already has begins a sentence here.</summary>
    private static bool IsUsedAbove(SourceText source, RawLine line, string word)
    {
        for (var number = line.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            if (string.Equals(above.Key, word, StringComparison.Ordinal))
            {
                return true;
            }

            if (above.Dashes.Length > 0 && above.Indent.Length < line.Indent.Length)
            {
                break;
            }
        }

        return !KnownWords.Rule.Contains(word);
    }

    /// <summary>A key, not the first of an entry, deeper than the key above, which already has a value.</summary>
    private static SyntaxFinding? TooDeep(SourceText source, RawLine line)
    {
        if (line.Key is null || line.Dashes.Length > 0 || Before(source, line.Number) is not (> 0 and var number))
        {
            return null;
        }

        var above = RawLine.Parse(source, number);
        return
            above.Key is null
            || above.Value.Length == 0
            || above.Value is ['|' or '>', ..]
            || line.KeyColumn <= above.KeyColumn
            ? null
            : new SyntaxFinding(
                line.Number,
                line.KeyColumn,
                $"'{line.Key}' is indented further than '{above.Key}' above it.",
                $"Begin it in column {above.KeyColumn}, below '{above.Key}'."
            );
    }

    /// <summary>A key to the left of its rule's keys.</summary>
    private static SyntaxFinding? NotBelow(SourceText source, RawLine line)
    {
        if (line.Key is null || line.Dashes.Length > 0)
        {
            return null;
        }

        for (var number = line.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            if (above is { Dashes.Length: > 0, Key: not null } && above.Indent.Length <= line.Indent.Length)
            {
                return above.KeyColumn == line.KeyColumn
                    ? null
                    : new SyntaxFinding(
                        line.Number,
                        line.KeyColumn,
                        $"'{line.Key}' does not begin below '{above.Key}' of line {above.Number}.",
                        $"Begin it in column {above.KeyColumn}."
                    );
            }
        }

        return null;
    }

    private static SyntaxFinding? LooseText(SourceText source, RawLine line)
    {
        if (line.Key is not null || line.Dashes.Length > 0 || line.Value is ['#', ..])
        {
            return null;
        }

        if (
            Before(source, line.Number) is > 0 and var number
            && RawLine.Parse(source, number) is { Value: "|" or ">" } block
        )
        {
            return new SyntaxFinding(
                line.Number,
                line.KeyColumn,
                $"the text under '{block.With(block.Value)}' is not indented.",
                $"Begin each of its lines in column {block.KeyColumn + 2}."
            );
        }

        return new SyntaxFinding(
            line.Number,
            line.KeyColumn,
            "this line is neither 'key: value' nor '- entry'.",
            "If it belongs to the text above, put all of that text under 'reply: |', each line indented alike."
        );
    }

    private static SyntaxFinding Fallback(int line) =>
        new(
            line,
            1,
            "YAML cannot read this line.",
            "Compare it with the lines above: look for a missing colon, quote or bracket, or for other indentation."
        );

    private static string FirstWord(RawLine line) =>
        line.Key ?? (line.Value.Length > 20 ? line.Value[..20] : line.Value);

    private static int Before(SourceText source, int number)
    {
        do
        {
            number--;
        } while (number > 0 && RawLine.Parse(source, number) is { } line && (line.IsBlank || line.IsComment));
        return number;
    }

    private static int After(SourceText source, int number) => number < source.LineCount ? number + 1 : 0;

    private static SyntaxFinding? Of(YamlPitfall? pitfall, int line, int column) =>
        pitfall is null ? null : new SyntaxFinding(line, column, pitfall.Message, pitfall.Fix);

    private sealed record SyntaxFinding(int Line, int Column, string Message, string Fix);
}
