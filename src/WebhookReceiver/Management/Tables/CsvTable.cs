using System.Buffers;
using System.Globalization;
using System.Text;

namespace WebhookReceiver.Management.Tables;

/// <summary>
/// A table as CSV (RFC 4180), with fixed columns. A text that a spreadsheet would run as a formula begins with an apostrophe.
/// </summary>
internal sealed class CsvTable
{
    private const string LineEnd = "\r\n";

    private static readonly SearchValues<char> ToQuote = SearchValues.Create(",;\"\r\n\t");

    private readonly StringBuilder _text = new();

    public CsvTable(params ReadOnlySpan<string> columns) => _text.AppendJoin(',', columns!).Append(LineEnd);

    public int Rows { get; private set; }

    /// <summary>Adds a row: texts, numbers, truth values and instants; null is an empty cell.</summary>
    public void Add(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            _text.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        }

        _text.Append(LineEnd);
        Rows++;
    }

    public override string ToString() => _text.ToString();

    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            bool isTrue => isTrue ? "true" : "false",
            DateTimeOffset at => at.ToString(
                at.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:sszzz",
                CultureInfo.InvariantCulture
            ),
            string text => Quoted(Harmless(text)),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Quoted(Harmless(value.ToString() ?? "")),
        };

    /// <summary>Spreadsheets skip blanks before a formula, and take wide signs of East Asian scripts for the usual ones.</summary>
    private static string Harmless(string text) =>
        text.AsSpan().TrimStart() is [var first, ..] && "=+-@＝＋－＠".Contains(first, StringComparison.Ordinal)
        || text is ['\t' or '\r' or '\n', ..]
            ? $"'{text}"
            : text;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(ToQuote) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
