using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Which rows of a table a message names, for a test that fails: with two of them, or a name that stands in those of other
/// rows, another row may have been meant.
/// </summary>
internal static class NamedRows
{
    private const int MostOthers = 3;

    /// <summary>A line for each table of the rule in which that is so; empty for none.</summary>
    public static string Told(FileRule? rule, IncomingMessage message, RuleSet ruleSet)
    {
        var tables = rule?.When.OfType<MentionsCondition>().Select(condition => condition.Table) ?? [];
        return string.Concat(tables.Select(table => Line(table, message, ruleSet)));
    }

    private static string Line(Table table, IncomingMessage message, RuleSet ruleSet)
    {
        using var context = MatchContext.Rent(message, ruleSet.Vocabulary);
        context.Strip(true);
        var named = new List<(int Row, string Told)>();
        var isDoubtful = false;
        for (
            var at = table.Names.Find(context, 0, out var length, out var row);
            at >= 0;
            at = table.Names.Find(context, at + length, out length, out row)
        )
        {
            var others = length == 1 ? Others(table, row, context.Text.WordAt(at).ToString()) : [];
            isDoubtful |= others.Count > 0 || (named.Count > 0 && named[0].Row != row);
            var also = others.Count == 0 ? "" : $"; the name also stands in {string.Join(", ", others)}";
            named.Add((row, $"“{context.Text.SourceOf(at, at + length)}” ({NameOf(table, row)}{also})"));
        }

        return isDoubtful
            ? $"\n    of the table '{table.Name}' the message names {string.Join(", ", named.Select(one => one.Told))}"
            : "";
    }

    private static List<string> Others(Table table, int row, string word) =>
        !table.IsGeneral(word)
            ? []
            :
            [
                .. Enumerable
                    .Range(0, table.Rows.Length)
                    .Where(other => other != row && HasIn(table, other, word))
                    .Take(MostOthers)
                    .Select(other => NameOf(table, other)),
            ];

    private static bool HasIn(Table table, int row, string word) =>
        table.Columns.Any(column =>
            column is Table.NameColumn or Table.AlsoColumn
            && FoldedText
                .Of(table.Rows[row].Cells[table.Columns.IndexOf(column)])
                .Split(' ')
                .Any(one => one.EndsWith(word, StringComparison.Ordinal))
        );

    private static string NameOf(Table table, int row) =>
        table.Rows[row].Cells[Math.Max(table.Columns.IndexOf(Table.NameColumn), 0)];
}
