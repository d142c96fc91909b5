using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>A parsed CSV file; without rows if it has an error.</summary>
internal sealed record CsvFile(SourceText Source, IReadOnlyList<CsvRow>? Rows);

/// <summary>
/// Converts a spreadsheet of questions and answers: the columns <c>when</c> (phrases separated by semicolons) and
/// <c>reply</c>, and any other rule key with a plain word as value.
/// </summary>
internal static class CsvRules
{
    private const string When = "when";
    private const string Reply = "reply";

    private static readonly string[] PlainKeys =
    [
        "id",
        "note",
        When,
        Reply,
        "stage",
        "priority",
        "enabled",
        "typos",
        "shadow",
    ];

    /// <summary>True if the header has the columns of rules.</summary>
    public static bool AreIn(CsvFile file) =>
        file.Rows is [var header, ..]
        && header.Cells.Any(cell => cell.Value == When)
        && header.Cells.Any(cell => cell.Value == Reply);

    /// <summary>The rows as a list of rules.</summary>
    public static MapNode ToNode(CsvFile file, ProblemList problems)
    {
        var header = file.Rows![0];
        foreach (var cell in header.Cells.Where(cell => !PlainKeys.Contains(cell.Value, StringComparer.Ordinal)))
        {
            problems.Error(
                cell.Place,
                $"a CSV file of rules has no column '{cell.Value}'.",
                Suggestion.For(cell.Value, PlainKeys)
            );
        }
        var rules = file.Rows.Skip(1).Select(row => Rule(header, row, problems)).OfType<Node>();
        var key = new TextNode(header.Place, "rules", TextStyle.Quoted, default);
        var list = new ListNode(header.Place, [.. rules], isFlow: false);
        return new MapNode(header.Place, [new MapEntry(key, list)], isFlow: false);
    }

    private static MapNode? Rule(CsvRow header, CsvRow row, ProblemList problems)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        for (var i = 0; i < header.Cells.Count; i++)
        {
            var (key, cell) = (header.Cells[i], row.Cells[i]);
            if (cell.Value.Length > 0 && PlainKeys.Contains(key.Value, StringComparer.Ordinal))
            {
                entries.Add(new MapEntry(key, key.Value == When ? Phrases(cell) : cell));
            }
        }
        if (entries.Any(entry => entry.Name == When))
        {
            return new MapNode(row.Place, entries.ToImmutable(), isFlow: false);
        }
        // In YAML a rule without 'when' is intended; an empty cell is an oversight.
        problems.Error(
            row.Place,
            "the row has no 'when', so it would answer everything.",
            "Fill it in, or delete the row."
        );
        return null;
    }

    private static ListNode Phrases(TextNode cell)
    {
        string[] phrases =
        [
            .. cell.Value.Split([';', '\n'], StringSplitOptions.TrimEntries).Where(text => text.Length > 0),
        ];
        return new ListNode(
            cell.Place,
            [.. phrases.Select(text => new TextNode(cell.Place, text, TextStyle.Quoted, default))],
            isFlow: false
        );
    }
}
