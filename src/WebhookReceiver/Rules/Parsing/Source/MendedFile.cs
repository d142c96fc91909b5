using System.Globalization;
using WebhookReceiver.Rules.Parsing.Keys;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>
/// A copy of a file in which each mistake of the layout that is told is mended, so that the next one is found in the same
/// reading. Lines keep their numbers; what cannot be mended takes its rule along.
/// </summary>
internal sealed class MendedFile
{
    private const string BeginIn = "Begin it in column ";
    private const string BeginEach = "Begin each of its lines in column ";

    /// <summary>What stands before a corrected line in a cure.</summary>
    private static readonly string[] Orders =
    [
        "Write: ",
        "Write a blank after the colon: ",
        "Write the character itself, or use single quotes: ",
    ];

    /// <summary>What may stand behind it.</summary>
    private static readonly string[] Notes = [" (the rule's", " (a comment", " (or "];

    private readonly string[] _lines;
    private readonly int[] _shifts;
    private readonly List<string> _lost = [];
    private readonly HashSet<int> _touched = [];

    public MendedFile(SourceText source)
    {
        Source = source;
        _lines = source.Text.Split('\n');
        _shifts = new int[_lines.Length + 1];
    }

    /// <summary>The copy.</summary>
    public SourceText Source { get; private set; }

    /// <summary>The rules that were left out; null if there are none.</summary>
    public SourceText? Lost => _lost.Count == 0 ? null : SourceText.Of(Source.Path, string.Join('\n', _lost));

    /// <summary>The lines that read otherwise than in the file: a second problem there would only follow from the first.</summary>
    public HashSet<int> Rewritten { get; } = [];

    /// <summary>The column in the file of a column in the copy.</summary>
    public int ColumnOf(long line, long column) =>
        (int)Math.Max(1, line < _shifts.Length ? column - _shifts[line] : column);

    /// <summary>True for a mistake of the file; one in a line that is mended follows from a wrong cure.</summary>
    public bool IsNew(SyntaxFinding finding) => !_touched.Contains(finding.Line);

    /// <summary>Mends what was found; false if nothing is left to read.</summary>
    public bool Mend(SyntaxFinding finding)
    {
        _touched.Add(finding.Line);
        if (finding.EntryKeys is { } keys)
        {
            AddDash(finding.Line, keys);
        }
        else if (finding.Surplus.Count > 0)
        {
            foreach (var number in finding.Surplus)
            {
                _lines[number - 1] = "";
            }
        }
        else if (finding.IsIndent)
        {
            Untab();
        }
        else if (ColumnIn(finding.Fix, BeginIn) is { } column)
        {
            Move(finding.Line, EndOf(finding.Line), column - 1 - IndentOf(finding.Line));
        }
        else if (ColumnIn(finding.Fix, BeginEach) is { } each)
        {
            var end = finding.Line;
            while (end < _lines.Length && RawLine.Parse(Source, end + 1) is { Dashes: "" } next && !IsKey(next))
            {
                end++;
            }

            Move(finding.Line, end, each - 1 - IndentOf(finding.Line));
        }
        else if (WrittenIn(finding.Fix) is { } written)
        {
            Rewrite(finding, written);
        }
        else if (!LeaveOut(finding.Line))
        {
            return false;
        }

        Source = SourceText.Of(Source.Path, string.Join('\n', _lines));
        return true;
    }

    private static bool IsKey(RawLine line) => line.Key is not null && KnownWords.All.Contains(line.Key);

    private static int? ColumnIn(string fix, string order)
    {
        if (!fix.StartsWith(order, StringComparison.Ordinal))
        {
            return null;
        }

        var digits = fix[order.Length..].TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var column) ? column : null;
    }

    private static string? WrittenIn(string fix)
    {
        if (Array.Find(Orders, one => fix.StartsWith(one, StringComparison.Ordinal)) is not { } order)
        {
            return null;
        }

        var text = fix[order.Length..];
        var end = Notes.Select(note => text.LastIndexOf(note, StringComparison.Ordinal)).Max();
        return end < 0 ? text : text[..end];
    }

    /// <summary>Writes the corrected line, or the corrected part of it.</summary>
    private void Rewrite(SyntaxFinding finding, string written)
    {
        var line = RawLine.Parse(Source, finding.Line);
        var text = _lines[finding.Line - 1];
        var isWhole = finding.Column == line.KeyColumn || finding.Column == line.ValueColumn;
        if (isWhole || finding.Column <= line.Indent.Length + 1)
        {
            _lines[finding.Line - 1] = line.Indent.Replace('\u00A0', ' ') + written;
        }
        else
        {
            var part = RawLine.At(Source, finding.Line, finding.Column).Value;
            var rest = text[(finding.Column - 1)..];
            _lines[finding.Line - 1] =
                text[..(finding.Column - 1)] + written + rest[Math.Min(part.Length, rest.Length)..];
        }

        Rewritten.Add(finding.Line);
    }

    /// <summary>Puts a dash before the line, and what belongs to the entry below its first key.</summary>
    private void AddDash(int number, IReadOnlyList<string> keys)
    {
        var first = RawLine.Parse(Source, number);
        var indent = first.Indent.Length;
        if (EntryBefore(number) is { } above && above.Indent.Length == indent - 2 && above.KeyColumn == first.KeyColumn)
        {
            // The entry has the columns of the one above: only its dash is missing.
            _lines[number - 1] = $"{_lines[number - 1][..(indent - 2)]}- {_lines[number - 1][indent..]}";
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { first.Key ?? "" };
        var end = number;
        var hasOthers = false;
        while (end < _lines.Length)
        {
            var next = RawLine.Parse(Source, end + 1);
            if (!next.IsBlank && !next.IsComment && next.Indent.Length <= indent)
            {
                if (
                    next.Indent.Length < indent
                    || next.Dashes.Length > 0
                    || !keys.Contains(next.Key ?? "", StringComparer.Ordinal)
                    || !seen.Add(next.Key ?? "")
                )
                {
                    break;
                }

                hasOthers = true;
            }

            end++;
        }

        // Keys that stand two columns further than the first are where they belong.
        Move(number, hasOthers || first.Value.Length == 0 ? end : number, 2);
        _lines[number - 1] = $"{new string(' ', indent)}- {_lines[number - 1].TrimStart()}";
    }

    private RawLine? EntryBefore(int number)
    {
        for (number--; number > 0; number--)
        {
            if (RawLine.Parse(Source, number) is { Dashes.Length: > 0 } line)
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Puts blanks for other signs: a key of a rule below its first key, all else two for each sign.</summary>
    private void Untab()
    {
        var column = 1;
        for (var number = 1; number <= _lines.Length; number++)
        {
            var typed = _lines[number - 1];
            var text = typed.TrimStart(' ', '\t', '\u00A0');
            var indent = typed[..(typed.Length - text.Length)];
            var line = RawLine.Parse(Source, number);
            if (text.Length > 0 && indent.AsSpan().IndexOfAnyExcept(' ') >= 0)
            {
                var isOfRule = line.Dashes.Length == 0 && RuleKeys.Spec.Knows(line.Key ?? "");
                var blanks =
                    isOfRule && column > 1 ? column - 1 : indent.Replace("\t", "  ", StringComparison.Ordinal).Length;
                _lines[number - 1] = new string(' ', blanks) + text;
                _shifts[number] += blanks - indent.Length;
                _touched.Add(number);
            }

            if (line.Dashes.Length > 0 && RuleKeys.Spec.Knows(line.Key ?? ""))
            {
                column = RawLine.Parse(SourceText.Of(Source.Path, _lines[number - 1]), 1).KeyColumn;
            }
        }
    }

    private void Move(int first, int last, int by)
    {
        for (var number = first; number <= last && number <= _lines.Length; number++)
        {
            var text = _lines[number - 1];
            var indent = text.Length - text.TrimStart(' ').Length;
            if (text.Length > indent)
            {
                var moved = Math.Max(0, indent + by);
                _lines[number - 1] = new string(' ', moved) + text[indent..];
                _shifts[number] += moved - indent;
            }
        }
    }

    private int IndentOf(int number) => RawLine.Parse(Source, number).Indent.Length;

    /// <summary>The last line that is indented further than this one.</summary>
    private int EndOf(int number)
    {
        var indent = IndentOf(number);
        var end = number;
        while (
            end < _lines.Length
            && RawLine.Parse(Source, end + 1) is var next
            && (next.IsBlank || next.Indent.Length > indent)
        )
        {
            end++;
        }

        return end;
    }

    /// <summary>Leaves the rule of this line out; false if it stands in none.</summary>
    private bool LeaveOut(int number)
    {
        var start = 0;
        for (var at = number; at > 0 && start == 0; at--)
        {
            var line = RawLine.Parse(Source, at);
            if (line.Dashes.Length == 2 && line.Indent.Length <= 4 && RuleKeys.Spec.Knows(line.Key ?? ""))
            {
                start = at;
            }
            else if (line.Dashes.Length == 0 && line.Indent.Length == 0 && !line.IsBlank && !line.IsComment)
            {
                return false;
            }
        }

        if (start == 0)
        {
            return false;
        }

        var end = Math.Max(number, EndOf(start));
        for (var at = start; at <= end; at++)
        {
            _lost.Add(_lines[at - 1]);
            _lines[at - 1] = "";
            _touched.Add(at);
        }

        return true;
    }
}
