using System.Text;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>A row of a CSV file: its cells, as many as the header has.</summary>
internal sealed record CsvRow(RulePlace Place, IReadOnlyList<TextNode> Cells);

/// <summary>
/// Parses CSV as RFC 4180 and spreadsheets write it: comma, semicolon or tab, detected in the first line; quotes around
/// values with one of them. A file that ends in .tsv has tabs. Every cell has its position.
/// </summary>
internal sealed class CsvText
{
    private const int MostRows = 200_000;
    private const int MostBadRows = 20;

    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly char _separator;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>Cells of the first row behind its last name.</summary>
    private IReadOnlyList<TextNode> _nameless = [];

    private CsvText(SourceText source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        // Excel's own first line for another separator than the comma.
        if (source.Line(1) is ['s', 'e', 'p', '=', var named])
        {
            _separator = named;
            _at = Math.Min(source.Text.Length, 6);
            _line = 2;
            _lineStart = _at;
            return;
        }
        _separator = SeparatorOf(source);
    }

    /// <summary>The character between its cells.</summary>
    public static char SeparatorOf(SourceText source)
    {
        var first = source.Line(1);
        return first is ['s', 'e', 'p', '=', var named] ? named
            : RuleFileNames.IsTabSeparated(source.Path) ? '\t'
            : Separators.MaxBy(separator => first.Count(c => c == separator));
    }

    /// <summary>All rows, the header first; null with a problem if the file cannot be read.</summary>
    public static List<CsvRow>? Read(SourceText source, ProblemList problems) =>
        new CsvText(source, problems).ReadAll();

    private List<CsvRow>? ReadAll()
    {
        if (CsvSeparators.WrongIn(_source, _separator) is { } wrong)
        {
            _problems.Error(new RulePlace(_source.Path, _line, 1), wrong.Message, wrong.Fix);
            return null;
        }

        var rows = new List<CsvRow>();
        var bad = 0;
        while (_at < _source.Text.Length)
        {
            var place = Here();
            if (ReadRow() is not { } cells)
            {
                return null;
            }
            if (cells.TrueForAll(cell => cell.Value.Length == 0))
            {
                continue;
            }
            if (CsvHeads.AreOfRules(cells) && rows.Count > 0 && !CsvHeads.AreOfRules(rows[0].Cells))
            {
                ReportTitle(rows[0].Place, place.Line);
                return null;
            }
            // Spreadsheets write separators for columns that are empty.
            var last = cells.FindLastIndex(cell => cell.Value.Length > 0) + 1;
            var columns = rows.Count == 0 ? last : rows[0].Cells.Count;
            if (rows.Count == 0)
            {
                _nameless = cells[last..];
            }
            if (cells.Count > columns)
            {
                cells.RemoveRange(Math.Max(columns, last), cells.Count - Math.Max(columns, last));
            }
            if (cells.Count != columns)
            {
                ReportCount(cells, columns);
                if (++bad == MostBadRows)
                {
                    return null;
                }
                continue;
            }
            if (rows.Count == MostRows)
            {
                _problems.Error(place, $"the file has more than {MostRows:N0} rows.", "Split it.");
                return null;
            }
            rows.Add(new CsvRow(place, cells));
        }
        return bad > 0 ? null : rows;
    }

    private List<TextNode>? ReadRow()
    {
        var cells = new List<TextNode>();
        while (true)
        {
            SkipBlanks();
            var cell = _at < _source.Text.Length && _source.Text[_at] == '"' ? Quoted() : Plain();
            if (cell is null)
            {
                return null;
            }
            cells.Add(cell);
            if (_at >= _source.Text.Length)
            {
                return cells;
            }
            if (_source.Text[_at++] == '\n')
            {
                NewLine();
                return cells;
            }
        }
    }

    private TextNode Plain()
    {
        var place = Here();
        var start = _at;
        while (_at < _source.Text.Length && _source.Text[_at] != _separator && _source.Text[_at] != '\n')
        {
            _at++;
        }
        return Cell(place, _source.Text[start.._at].TrimEnd(), isExact: true);
    }

    private TextNode? Quoted()
    {
        var place = Here();
        var text = new StringBuilder();
        var isExact = true;
        for (_at++; _at < _source.Text.Length; _at++)
        {
            var c = _source.Text[_at];
            if (c == '"' && _at + 1 < _source.Text.Length && _source.Text[_at + 1] == '"')
            {
                _at++;
                isExact = false;
            }
            else if (c == '"')
            {
                _at++;
                return BehindQuote(Cell(place with { Column = place.Column + 1 }, text.ToString().Trim(), isExact));
            }
            else if (c == '\n')
            {
                _line++;
                _lineStart = _at + 1;
                isExact = false;
            }
            text.Append(c);
        }
        _problems.Error(place, "the quote \" that opens here is never closed.", "Close it at the end of the text.");
        return null;
    }

    private TextNode? BehindQuote(TextNode cell)
    {
        SkipBlanks();
        if (_at >= _source.Text.Length || _source.Text[_at] == _separator || _source.Text[_at] == '\n')
        {
            return cell;
        }
        _problems.Error(
            Here(),
            "text follows behind the closing quote.",
            "Inside quotes write each quote twice: \"He said \"\"hi\"\".\""
        );
        return null;
    }

    private void ReportTitle(RulePlace place, int line) =>
        _problems.Error(
            place,
            $"the names of the columns must stand in the first row, but they stand in line {line}.",
            $"Delete the rows above line {line}."
        );

    private void ReportCount(List<TextNode> cells, int columns)
    {
        if (cells is [var only] && CsvSeparators.Mended(only.Value, columns, _separator) is { } mended)
        {
            var (found, name) = (CsvSeparators.NameOf(mended.Found), CsvSeparators.NameOf(_separator));
            _problems.Error(
                only.Place,
                $"{found} stand between the cells of this row, but {name} in the first row.",
                $"Write: {mended.Row}"
            );
        }
        else if (cells.Count < columns)
        {
            ReportTooFew(cells, columns);
        }
        else if (cells.Count <= columns + _nameless.Count)
        {
            _problems.Error(_nameless[0].Place, CsvHeads.Nameless, CsvHeads.NamelessCure);
        }
        else
        {
            ReportTooMany(cells, columns);
        }
    }

    /// <summary>A missing cell in the middle would shift the ones behind it: a price becomes a name.</summary>
    private void ReportTooFew(List<TextNode> cells, int columns)
    {
        var written = string.Join(_separator, cells.Select(cell => Written(cell.Value)));
        var whole = written + new string(_separator, columns - cells.Count);
        var name = _separator switch
        {
            '\t' => "a tab",
            ';' => "a semicolon",
            _ => "a comma",
        };
        _problems.Error(
            cells[^1].Place,
            $"this row has {Count(cells.Count)}, the first row has {columns}.",
            $"Write {name} for each empty cell. If the last ones are empty, write: {whole}"
        );
    }

    private static string Count(int cells) => cells == 1 ? "1 cell" : $"{cells} cells";

    /// <summary>A value as it must stand in the file.</summary>
    private string Written(string value) =>
        value.Contains(_separator, StringComparison.Ordinal) || value.AsSpan().IndexOfAny('"', '\n') >= 0
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;

    private void ReportTooMany(List<TextNode> cells, int columns)
    {
        var name = CsvSeparators.NameOf(_separator);
        _problems.Error(
            cells[columns].Place,
            $"this row has {cells.Count} cells, the first row has {columns}.",
            $"Put a text that holds {name} in quotes: \"{cells[columns - 1].Value}{Glue(cells[columns])}{cells[columns].Value}\""
        );
    }

    /// <summary>A number with a decimal comma has no space after it.</summary>
    private string Glue(TextNode next) =>
        next.Value.Length > 0 && char.IsDigit(next.Value[0]) ? $"{_separator}" : $"{_separator} ";

    private void SkipBlanks()
    {
        while (_at < _source.Text.Length && _source.Text[_at] is ' ' or '\u00A0')
        {
            _at++;
        }
    }

    private void NewLine()
    {
        _line++;
        _lineStart = _at;
    }

    private RulePlace Here() => new(_source.Path, _line, _at - _lineStart + 1);

    private static TextNode Cell(RulePlace place, string value, bool isExact) =>
        new(place, value, TextStyle.Quoted, new TextOrigin(place.Line, place.Column, isExact));
}
