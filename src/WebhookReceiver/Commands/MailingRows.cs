using System.Text;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands;

/// <summary>A row of a mailing's file as a message.</summary>
/// <param name="Problem">Why it cannot be sent; <see langword="null"/> if the row itself is good.</param>
internal sealed record MailingRow(int Line, OutgoingMessage Message, string? Problem);

/// <summary>Reads the file of a mailing: a header, then a row per recipient.</summary>
internal static class MailingRows
{
    private static readonly string[] NumberColumns = ["number", "to", "phone"];

    public static (List<MailingRow> Rows, List<string> Problems) Read(string path, byte[] content, MailingOrder order)
    {
        var found = new ProblemList();
        var rows = CsvText.Read(SourceText.Decode(new RuleFile(path, content), found), found);
        var problems = found.InOrder().Select(problem => problem.ToString()).ToList();
        if (rows is null or [])
        {
            return ([], problems is [] ? [$"{path}: the file is empty."] : problems);
        }

        var header = rows[0].Cells.Select(cell => cell.Value).ToList();
        var number = header.FindIndex(name => NumberColumns.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (number < 0)
        {
            return ([], [$"{path}:1: no column is called 'number'; there are {string.Join(", ", header)}."]);
        }

        string[] named = [.. order.Values, .. order.Header];
        problems.AddRange(
            named
                .Where(name => !header.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Select(name => $"{path}:1: no column is called '{name}'; there are {string.Join(", ", header)}.")
        );
        if (problems.Count > 0)
        {
            return ([], problems);
        }

        var values = order.Values.Count > 0 ? ColumnsOf(order.Values, header) : AllBut(number, order, header);
        var headers = ColumnsOf(order.Header, header);
        return ([.. rows.Skip(1).Select(row => RowOf(row, header, number, values, headers, order.Message))], problems);
    }

    /// <summary>
    /// The first empty value: no contact wants "Hello ,", and the platform's treatment of empty variables is not
    /// documented.
    /// </summary>
    private static string? EmptyIn(CsvRow row, List<string> header, IEnumerable<int> columns) =>
        columns.Where(column => string.IsNullOrWhiteSpace(row.Cells[column].Value)).ToList() is [var first, ..]
            ? $"'{header[first]}' is empty, and the template needs it"
            : null;

    private static MailingRow RowOf(
        CsvRow row,
        List<string> header,
        int number,
        int[] values,
        int[] headers,
        OutgoingMessage message
    ) =>
        new(
            row.Place.Line,
            message with
            {
                To = row.Cells[number].Value,
                Text = message.Text is { } text ? Fill(text, header, row) : null,
                TemplateValues = message.Template is null ? [] : [.. values.Select(column => row.Cells[column].Value)],
                TemplateHeader = message.Template is null ? [] : [.. headers.Select(column => row.Cells[column].Value)],
            },
            message.Template is null ? null : EmptyIn(row, header, [.. values, .. headers])
        );

    private static string Fill(string text, List<string> header, CsvRow row)
    {
        // In one pass, so that braces in a cell stay unchanged.
        var filled = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            var column =
                end < 0
                    ? -1
                    : header.FindIndex(name =>
                        name.AsSpan().Equals(text.AsSpan(at + 1, end - at - 1), StringComparison.OrdinalIgnoreCase)
                    );
            if (column < 0)
            {
                filled.Append(text[at++]);
                continue;
            }

            filled.Append(row.Cells[column].Value);
            at = end + 1;
        }

        return filled.ToString();
    }

    private static int[] ColumnsOf(IReadOnlyList<string> names, List<string> header) =>
        [
            .. names.Select(name =>
                header.FindIndex(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase))
            ),
        ];

    private static int[] AllBut(int number, MailingOrder order, List<string> header) =>
        [.. Enumerable.Range(0, header.Count).Except([number]).Except(ColumnsOf(order.Header, header))];
}
