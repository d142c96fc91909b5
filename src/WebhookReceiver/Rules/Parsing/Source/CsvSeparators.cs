using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Cells of a table that stand between other signs than those that the file has.</summary>
internal static class CsvSeparators
{
    private static readonly char[] Known = [',', ';', '\t', '|'];

    public static string NameOf(char separator) =>
        separator switch
        {
            '\t' => "tabs",
            ';' => "semicolons",
            '|' => "bars",
            _ => "commas",
        };

    /// <summary>The problem with a first row that has none of its separators, but others; null for none.</summary>
    public static (string Message, string Fix)? WrongIn(SourceText source, char separator)
    {
        var first = source.Line(1);
        var found = Known.MaxBy(sign => first.Count(c => c == sign));
        if (first.Contains(separator, StringComparison.Ordinal) || !first.Contains(found, StringComparison.Ordinal))
        {
            return null;
        }

        var name = Path.GetFileName(source.Path);
        return RuleFileNames.IsTabSeparated(source.Path) && found != '|'
            ? (
                $"tabs stand between the cells of a .tsv file, but here are {NameOf(found)}.",
                $"Rename it to {Path.ChangeExtension(name, "csv")}"
            )
            : (
                $"{NameOf(found)} do not separate cells.",
                $"Write {NameOf(separator)} in every row: {first.Replace(found, separator)}"
            );
    }

    /// <summary>The row with the separators of the first row; null if no other sign makes as many cells.</summary>
    public static (char Found, string Row)? Mended(string row, int columns, char separator)
    {
        foreach (var sign in Known)
        {
            var cells = row.Split(sign, StringSplitOptions.TrimEntries);
            if (sign != separator && columns > 1 && cells.Length == columns)
            {
                return (
                    sign,
                    string.Join(
                        separator,
                        cells.Select(cell => cell.Contains(separator, StringComparison.Ordinal) ? $"\"{cell}\"" : cell)
                    )
                );
            }
        }

        return null;
    }
}
