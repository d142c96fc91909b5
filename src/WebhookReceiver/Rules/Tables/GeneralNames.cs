using System.Collections.Frozen;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Tables;

/// <summary>
/// Names of one word that other rows have in theirs: with "bike" for the first row, and a row "e-bike" and a row "city bike", who
/// writes "a bike" has not chosen. Pure.
/// </summary>
internal static class GeneralNames
{
    private const int FewestLetters = 4;

    /// <summary>The names, folded.</summary>
    public static FrozenSet<string> Of(Table table)
    {
        var also = table.Columns.IndexOf(Table.AlsoColumn);
        var name = Math.Max(table.Columns.IndexOf(Table.NameColumn), 0);
        var names = new List<(int Row, string Name)>();
        for (var row = 0; row < table.Rows.Length; row++)
        {
            var cells = table.Rows[row].Cells;
            names.Add((row, FoldedText.Of(cells[name])));
            var others = also < 0 ? [] : cells[also].Split(';', StringSplitOptions.RemoveEmptyEntries);
            names.AddRange(others.Select(other => (row, FoldedText.Of(other))));
        }

        var alone = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (row, one) in names.Where(one => !one.Name.Contains(' ', StringComparison.Ordinal)))
        {
            alone.TryAdd(one, row);
        }

        var general = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, word) in names.SelectMany(one => one.Name.Split(' ').Select(word => (one.Row, word))))
        {
            for (var from = 0; from == 0 || word.Length - from >= FewestLetters; from++)
            {
                if (alone.TryGetValue(word[from..], out var other) && other != row)
                {
                    general.Add(word[from..]);
                }
            }
        }

        return general.ToFrozenSet(StringComparer.Ordinal);
    }
}
