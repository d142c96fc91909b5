using System.Text;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>A row of a CSV file: its cells, as many as the header has.</summary>
internal sealed record CsvRow(RulePlace Place, IReadOnlyList<TextNode> Cells);

/// <summary>
/// Parses CSV as RFC 4180 and spreadsheets write it: comma, semicolon or tab, detected in the first line; quotes around
/// values with one of them. Every cell has its position.
/// </summary>
internal sealed class CsvText
{
    private const int MostRows = 200_000;

    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly char _separator;
    private int _at;
    private int _line = 1;
    private int _lineStart;

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
        _separator = SeparatorOf(source.Line(1));
    }

    /// <summary>All rows, the header first; null with a problem if the file cannot be read.</summary>
    public static List<CsvRow>? Read(SourceText source, ProblemList problems) =>
        new CsvText(source, problems).ReadAll();

    private List<CsvRow>? ReadAll()
    {
        var rows = new List<CsvRow>();
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
            if (rows.Count > 0 && cells.Count > rows[0].Cells.Count)
            {
                ReportTooMany(cells, rows[0].Cells.Count);
                return null;
            }
            if (rows.Count == MostRows)
            {
                _problems.Error(place, $"the file has more than {MostRows:N0} rows.", "Split it.");
                return null;
            }
            while (rows.Count > 0 && cells.Count < rows[0].Cells.Count)
            {
                cells.Add(Cell(place, "", isExact: false));
            }
            rows.Add(new CsvRow(place, cells));
        }
        return rows;
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

    private void ReportTooMany(List<TextNode> cells, int columns)
    {
        var name = _separator switch
        {
            '\t' => "tabs",
            ';' => "semicolons",
            _ => "commas",
        };
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

    private static char SeparatorOf(string header) => Separators.MaxBy(separator => header.Count(c => c == separator));
}
