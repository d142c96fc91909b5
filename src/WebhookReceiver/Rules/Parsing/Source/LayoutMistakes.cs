using WebhookReceiver.Rules.Parsing.Keys;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>A mistake in the layout of a file, with its place and cure.</summary>
internal sealed record SyntaxFinding(int Line, int Column, string Message, string Fix)
{
    /// <summary>The dash of an entry is missing before this line; these keys belong to such entries.</summary>
    public IReadOnlyList<string>? EntryKeys { get; init; }

    /// <summary>Lines that do not belong to the file.</summary>
    public IReadOnlyList<int> Surplus { get; init; } = [];

    /// <summary>The line is indented with other signs than blanks.</summary>
    public bool IsIndent { get; init; }
}

/// <summary>Slips in one raw line that YAML reads as something else: dashes, bullets, comments, columns.</summary>
internal static class LayoutMistakes
{
    private const string OtherDashes = "–—−•·▪‣";
    private const char NoBreakSpace = '\u00A0';

    /// <summary>The slip that made one text of these lines; null for none.</summary>
    public static SyntaxFinding? In(SourceText source, int first, int last)
    {
        // The lines of a text may have dashes and bullets of their own; a text that begins with one is a list.
        if (At(source, RawLine.Parse(source, first)) is { } slip)
        {
            return slip;
        }

        for (var number = first + 1; number <= last; number++)
        {
            var line = RawLine.Parse(source, number);
            if ((GluedDash(source, line) ?? UnevenDash(source, line)) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    /// <summary>The slip of this line; null for none.</summary>
    public static SyntaxFinding? At(SourceText source, RawLine line) =>
        line.IsBlank || line.IsComment
            ? null
            : ForeignComment(source, line)
                ?? ForeignDash(source, line)
                ?? GluedDash(source, line)
                ?? UnevenDash(source, line)
                ?? TopKeyIndented(line)
                ?? MissingDashes.At(source, line);

    /// <summary>The first line indented with a tab or no-break space, outside of texts that may have them.</summary>
    public static SyntaxFinding? WrongIndent(SourceText source)
    {
        var block = int.MaxValue;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var text = source.Characters(number);
            var at = text.IndexOfAnyExcept(' ');
            if (at < 0 || at >= block)
            {
                continue;
            }

            var line = RawLine.Parse(source, number);
            block = line.Value is ['|' or '>', ..] ? line.KeyColumn : int.MaxValue;
            if (text[at] is '\t' or NoBreakSpace && !line.IsBlank)
            {
                return OfIndent(line, at);
            }
        }

        return null;
    }

    /// <summary>The line whose indentation has another sign than blanks.</summary>
    public static SyntaxFinding OfIndent(RawLine line, int at)
    {
        var sign = line.Indent[at] == '\t' ? "a tab" : "a no-break space";
        return new SyntaxFinding(
            line.Number,
            at + 1,
            $"the line is indented with {sign}; YAML takes blanks only.",
            $"Write two blanks for each level before '{FirstWord(line)}'."
        )
        {
            IsIndent = true,
        };
    }

    private static string FirstWord(RawLine line) =>
        line.Key ?? (line.Value.Length > 20 ? line.Value[..20] : line.Value);

    private static SyntaxFinding? ForeignComment(SourceText source, RawLine line)
    {
        var text = source.Line(line.Number).Trim();
        return text.StartsWith("//", StringComparison.Ordinal)
            ? new SyntaxFinding(
                line.Number,
                line.Indent.Length + 1,
                "a comment begins with '#'.",
                $"Write: # {text.TrimStart('/').TrimStart()}"
            )
            : null;
    }

    private static SyntaxFinding? ForeignDash(SourceText source, RawLine line)
    {
        var text = source.Line(line.Number).Trim();
        return
            line.Dashes.Length == 0
            && text is [var dash, ' ' or NoBreakSpace, ..]
            && OtherDashes.Contains(dash, StringComparison.Ordinal)
            ? OfDash(line, text[1..])
            : null;
    }

    /// <summary><c>-when: hours</c>; other texts may begin with a dash.</summary>
    private static SyntaxFinding? GluedDash(SourceText source, RawLine line)
    {
        var text = source.Line(line.Number).Trim();
        if (line.Dashes.Length > 0 || text is not ['-', not (' ' or '-'), ..])
        {
            return null;
        }

        var rest = text[1..].TrimStart(NoBreakSpace, '\t');
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && KnownWords.All.Contains(rest[..colon]) ? OfDash(line, rest) : null;
    }

    private static SyntaxFinding OfDash(RawLine line, string rest)
    {
        var entry = rest.TrimStart(' ', NoBreakSpace, '\t');
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && KnownWords.All.Contains(entry[..colon]))
        {
            entry = $"{entry[..colon]}: {entry[(colon + 1)..].TrimStart(' ', NoBreakSpace)}".TrimEnd();
        }

        return new SyntaxFinding(
            line.Number,
            line.Indent.Length + 1,
            "an entry of a list begins with '-' and a blank.",
            $"Write: - {entry}"
        );
    }

    /// <summary>An entry one column beside the entries above it.</summary>
    private static SyntaxFinding? UnevenDash(SourceText source, RawLine line)
    {
        if (line.Dashes.Length == 0)
        {
            return null;
        }

        for (var number = line.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            var further = line.Indent.Length - above.Indent.Length;
            if (above.IsBlank || above.IsComment)
            {
                continue;
            }

            if (above.Dashes.Length > 0 && Math.Abs(further) < 2)
            {
                return further == 0
                    ? null
                    : new SyntaxFinding(
                        line.Number,
                        line.Indent.Length + 1,
                        $"this entry stands a column beside the one of line {number}.",
                        $"Begin it in column {above.Indent.Length + 1}, and move the lines that belong to it with it."
                    );
            }

            if (further > 1)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>A key of the file with a blank before it.</summary>
    private static SyntaxFinding? TopKeyIndented(RawLine line) =>
        line.Dashes.Length == 0 && line.Indent.Length == 1 && TopKeys.Spec.Knows(line.Key ?? "")
            ? new SyntaxFinding(
                line.Number,
                line.KeyColumn,
                $"'{line.Key}' is a key of the file, but blanks stand before it.",
                "Begin it in column 1."
            )
            : null;

    /// <summary>The cure for a rule whose first line has no dash.</summary>
    public static string NewRule(RawLine line) =>
        $"Write: - {line.With(line.Value)} (the rule's other keys begin in column {line.KeyColumn + 2})";
}
