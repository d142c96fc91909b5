using System.Text;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands;

/// <summary>
/// The text of a mailing: words, and columns in braces. Braces around anything else are a slip that all would read, so they
/// are a problem; braces in a cell stay what they are.
/// </summary>
internal sealed class MailingText
{
    private readonly List<(string Words, int Column)> _parts = [];
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public static MailingText Read(string text, List<string> header)
    {
        var read = new MailingText();
        var rest = text.AsSpan();
        while (rest.IndexOfAny('{', '}') is >= 0 and var brace)
        {
            var end = rest[brace] == '{' ? rest.IndexOf('}') : -1;
            if (end < 0)
            {
                read._problems.Add(
                    $"a brace '{rest[brace]}' stands alone; write a column's name in braces: {Columns(header)}"
                );
                return read;
            }

            // Who knows other programs doubles the braces.
            var isDouble = rest[(brace + 1)..].StartsWith("{") && rest[(end + 1)..].StartsWith("}");
            var name = rest[(brace + 1)..end].TrimStart('{').Trim().ToString();
            var column = header.FindIndex(one => string.Equals(one.Trim(), name, StringComparison.OrdinalIgnoreCase));
            if (column < 0)
            {
                read._problems.Add($"no column is called '{name}'; there are {Columns(header)}");
            }

            read._parts.Add((rest[..brace].ToString(), column));
            rest = rest[(end + (isDouble ? 2 : 1))..];
        }

        read._parts.Add((rest.ToString(), -1));
        return read;
    }

    public string Fill(CsvRow row)
    {
        var filled = new StringBuilder();
        foreach (var (words, column) in _parts)
        {
            filled.Append(words);
            if (column >= 0)
            {
                filled.Append(row.Cells[column].Value);
            }
        }

        return filled.ToString();
    }

    private static string Columns(List<string> header) => string.Join(", ", header.Select(one => $"{{{one}}}"));
}
