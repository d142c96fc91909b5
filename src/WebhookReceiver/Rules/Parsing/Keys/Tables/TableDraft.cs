using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Parsing.Keys.Tables;

/// <summary>The columns and rows of a table as written.</summary>
internal sealed record TableDraft(IReadOnlyList<TextNode> Columns, IReadOnlyList<CsvRow> Rows)
{
    private const int MostColumns = 100;

    /// <summary>The table, or null with problems.</summary>
    public Table? ToTable(string name, RulePlace named, ParseContext context)
    {
        var columns = Columns.Select(column => column.Value).ToList();
        var nameColumn = columns.IndexOf(Table.NameColumn);
        if (!AreColumnsGood(context) || nameColumn < 0)
        {
            ReportNoName(nameColumn, columns, named, context);
            return null;
        }
        var also = columns.IndexOf(Table.AlsoColumn);
        var names = new TableNames(context.Vocabulary);
        var rows = ImmutableArray.CreateBuilder<TableRow>(Rows.Count);
        var isGood = true;
        foreach (var row in Rows)
        {
            isGood &= AddNames(names, row, nameColumn, also, rows, context);
            rows.Add(new TableRow(row.Place, [.. row.Cells.Select(cell => cell.Value)]));
        }
        return isGood ? new Table(name, [.. columns], rows.DrainToImmutable(), names) : null;
    }

    private bool AreColumnsGood(ParseContext context)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var isGood = true;
        foreach (var column in Columns)
        {
            var (message, fix) = column.Value switch
            {
                "" => (CsvHeads.Nameless, CsvHeads.NamelessCure),
                _ when !IsName(column.Value) => (
                    $"'{column.Value}' cannot be the name of a column: replies could not use it.",
                    $"Use letters, digits and '_', for example: {Mended(column.Value)}"
                ),
                _ when !seen.Add(column.Value) => (
                    $"another column is called '{column.Value}' already.",
                    "Give one of them another name."
                ),
                _ when seen.Count > MostColumns => ($"there are more than {MostColumns} columns.", "Take some out."),
                _ => ("", ""),
            };
            if (message.Length > 0)
            {
                context.Problems.Error(column.Place, message, fix);
                isGood = false;
            }
            else
            {
                ForeignLetters.Check(column.Place, column.Value, context.Problems);
            }
        }
        return isGood;
    }

    private void ReportNoName(int nameColumn, List<string> columns, RulePlace named, ParseContext context)
    {
        if (nameColumn < 0)
        {
            context.Problems.Error(
                Columns.Count > 0 ? Columns[0].Place : named,
                "the table has no column 'name', the words by which customers name a row.",
                $"Call one of the columns 'name'; here are {string.Join(", ", columns)}."
            );
        }
    }

    private static bool AddNames(
        TableNames names,
        CsvRow row,
        int nameColumn,
        int also,
        ImmutableArray<TableRow>.Builder rows,
        ParseContext context
    )
    {
        var cell = row.Cells[nameColumn];
        if (cell.Value.Length == 0)
        {
            context.Problems.Error(row.Place, "the row has no name.", "Fill in its column 'name', or delete the row.");
            return false;
        }
        var others = also < 0 ? [] : row.Cells[also].Value.Split(';', StringSplitOptions.TrimEntries);
        var isGood = Add(cell.Value, cell.Place);
        if (also >= 0 && CellList.WithSemicolons(row.Cells[also].Value) is { } list)
        {
            context.Problems.Error(
                row.Cells[also].Place,
                $"'{CellList.Separator(row.Cells[also].Value)}' does not separate names in a cell: this is a single name.",
                $"Write: {list} or, if it is a single name, leave '{CellList.Separator(row.Cells[also].Value)}' out."
            );
            isGood = false;
        }
        foreach (var other in others.Where(other => other.Length > 0))
        {
            isGood &= Add(other, row.Cells[also].Place);
        }
        return isGood;

        bool Add(string text, RulePlace place)
        {
            ForeignLetters.Check(place, text, context.Problems);
            var taken = names.Add(text, rows.Count, out var isEmpty);
            if (isEmpty)
            {
                context.Problems.Error(
                    place,
                    $"'{text}' has no letters, digits or emoji to compare.",
                    "Write the words that customers use."
                );
            }
            else if (taken >= 0 && taken < rows.Count)
            {
                context.Problems.Error(
                    place,
                    $"'{text}' names another row already, at {rows[taken].Place}.",
                    "Keep it in one of them."
                );
            }
            return !isEmpty && (taken < 0 || taken == rows.Count);
        }
    }

    private static bool IsName(string name) =>
        (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');

    private static string Mended(string name)
    {
        name = ForeignLetters.Plain(name);
        var words = name.Split([.. name.Where(c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries);
        var mended = string.Join('_', words).ToLowerInvariant();
        return mended.Length > 0 && char.IsLetter(mended[0]) ? mended : "price";
    }
}
