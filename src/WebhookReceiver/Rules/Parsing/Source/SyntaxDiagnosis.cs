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
        LayoutMistakes.At,
        (_, line) => Of(ValuePitfalls.AtStart(line), line.Number, line.ValueColumn),
        MissingColon,
        PlaceholderWithColon,
        TooDeep,
        (_, line) => Of(ValuePitfalls.Colon(line), line.Number, line.ValueColumn),
        (_, line) => Of(ValuePitfalls.ColonInBraces(line), line.Number, line.ValueColumn),
        NotBelow,
        ShortLineOfBlock,
        LooseText,
    ];

    /// <summary>Checks that may look further up: what they find is wrong wherever it stands.</summary>
    private static readonly Func<SourceText, RawLine, SyntaxFinding?>[] ChecksAbove = [LayoutMistakes.At, MissingColon];

    /// <summary>What people write between a key and its value, ':' and a blank included.</summary>
    private const string WordEnds = " :：=\u00A0";

    /// <summary>The mistake, where the parser failed between these lines.</summary>
    public static SyntaxFinding Find(SourceText source, Mark start, Mark end)
    {
        var first = (int)Math.Clamp(start.Line, 1, source.LineCount);
        var last = (int)Math.Clamp(end.Line, first, source.LineCount);
        var part = RawLine.At(source, first, (int)Math.Max(1, start.Column));
        return ForeignLines.In(source)
            ?? LayoutMistakes.WrongIndent(source)
            ?? (part.IsPart ? Of(ValuePitfalls.AtStart(part), first, part.ValueColumn) : null)
            ?? Find(source, first, last)
            ?? FindAbove(source, first)
            ?? Fallback(last);
    }

    /// <summary><c>note:old</c> among the lines of a text: a key that YAML took for a part of it.</summary>
    public static SyntaxFinding? MissingBlank(SourceText source, int first, int last) =>
        Enumerable
            .Range(first, Math.Max(0, last - first + 1))
            .Select(number => RawLine.Parse(source, number))
            .Where(line => line.Value.Contains(':', StringComparison.Ordinal))
            .Select(line => MissingColon(source, line))
            .FirstOrDefault(found => found is not null);

    private static SyntaxFinding? Find(SourceText source, int first, int last)
    {
        int[] candidates = [first, last, Before(source, first), After(source, last)];
        var lines = candidates.Distinct().Where(number => number > 0).Select(number => RawLine.Parse(source, number));
        var typed = lines.Where(line => line is { IsBlank: false, IsComment: false }).ToArray();
        return Checks
            .SelectMany(check => typed.Select(line => check(source, line)))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>The same in the lines above, up to the beginning of the rule.</summary>
    private static SyntaxFinding? FindAbove(SourceText source, int first)
    {
        for (var number = first - 1; number > 0; number--)
        {
            var line = RawLine.Parse(source, number);
            var found = line is { IsBlank: false, IsComment: false }
                ? ChecksAbove.Select(check => check(source, line)).FirstOrDefault(one => one is not null)
                : null;
            if (found is not null || (line.Dashes.Length > 0 && KnownWords.Rule.Contains(line.Key ?? "")))
            {
                return found;
            }
        }

        return null;
    }

    private static SyntaxFinding? Indentation(SourceText source, RawLine line)
    {
        var at = line.Indent.AsSpan().IndexOfAnyExcept(' ');
        return at < 0 ? null : LayoutMistakes.OfIndent(line, at);
    }

    private static SyntaxFinding? MissingColon(SourceText source, RawLine line)
    {
        var end = line.Value.AsSpan().IndexOfAny(WordEnds);
        var word = end < 0 ? line.Value : line.Value[..end];
        var hasColon = end >= 0 && line.Value[end] == ':';
        if (line.Key is not null || !KnownWords.All.Contains(word) || (!hasColon && IsUsedAbove(source, line, word)))
        {
            return null;
        }

        var rest = end < 0 ? "" : line.Value[end..].TrimStart(WordEnds.ToCharArray());
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

    /// <summary>A line of a text under '|' that begins too far to the left.</summary>
    private static SyntaxFinding? ShortLineOfBlock(SourceText source, RawLine line)
    {
        if (line.Dashes.Length > 0 || (line.Key is not null && KnownWords.All.Contains(line.Key)))
        {
            return null;
        }

        for (var number = line.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            if (above.Value is "|" or ">" && above.Key is not null)
            {
                var text = RawLine.Parse(source, number + 1);
                return number + 1 < line.Number && text.Indent.Length > line.Indent.Length
                    ? new SyntaxFinding(
                        line.Number,
                        line.KeyColumn,
                        $"this line begins further to the left than the text under '{above.With(above.Value)}'.",
                        $"Begin it in column {text.Indent.Length + 1}, if it belongs to that text."
                    )
                    : null;
            }

            if (!above.IsBlank && above.Indent.Length <= line.Indent.Length - 2)
            {
                return null;
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
}
