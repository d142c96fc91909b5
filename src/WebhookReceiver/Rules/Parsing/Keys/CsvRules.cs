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
    private const string When = CsvHeads.When;
    private const string Reply = CsvHeads.Reply;

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
    public static bool AreIn(CsvFile file) => file.Rows is [var header, ..] && CsvHeads.AreOfRules(header.Cells);

    /// <summary>The header that is probably meant, if the file looks like rules but for the names of its columns.</summary>
    public static string? HeaderMeant(CsvFile file)
    {
        if (file.Rows is not [var header, ..])
        {
            return null;
        }

        string[] meant = [.. header.Cells.Select(cell => KeyMeant(CsvHeads.Plain(cell.Value)))];
        // A column that is none of a rule's is for people.
        var other = Array.FindIndex(meant, name => !PlainKeys.Contains(name, StringComparer.Ordinal));
        if (other >= 0 && !meant.Contains("note", StringComparer.Ordinal))
        {
            meant[other] = "note";
        }

        return meant.Count(name => name == When) == 1 && meant.Count(name => name == Reply) == 1
            ? string.Join(CsvText.SeparatorOf(file.Source), meant)
            : null;
    }

    /// <summary>True for a column of phrases beside several of replies, as in <c>when,reply_en,reply_es</c>.</summary>
    public static bool HasRepliesByLanguage(CsvFile file) =>
        file.Rows is [var header, ..]
        && header.Cells.Any(cell => CsvHeads.Plain(cell.Value) == When)
        && header.Cells.Count(cell => CsvHeads.Plain(cell.Value).StartsWith(Reply, StringComparison.Ordinal)) > 1;

    /// <summary>The rows as a list of rules.</summary>
    public static MapNode ToNode(CsvFile file, ProblemList problems)
    {
        var header = file.Rows![0];
        TextNode[] keys = [.. header.Cells.Select(cell => Key(cell, problems))];
        foreach (var twin in keys.GroupBy(key => key.Value, StringComparer.Ordinal).Where(twin => twin.Count() > 1))
        {
            problems.Error(
                twin.Last().Place,
                $"another column is called '{twin.Key}' already.",
                "Give one of them another name."
            );
        }

        if (file.Rows.Count == 1)
        {
            problems.Note(
                header.Place,
                "the file has the names of its columns, but no row below them.",
                "Write a row for each question, or take the file out."
            );
        }

        var separator = CsvText.SeparatorOf(file.Source);
        var rules = file.Rows.Skip(1).Select(row => Rule(keys, row, separator, problems)).OfType<Node>();
        var key = new TextNode(header.Place, "rules", TextStyle.Quoted, default);
        var list = new ListNode(header.Place, [.. rules], isFlow: false);
        return new MapNode(header.Place, [new MapEntry(key, list)], isFlow: false);
    }

    private static string KeyMeant(string head) =>
        PlainKeys.Contains(head, StringComparer.Ordinal) ? head
        : Suggestion.Nearest(head, [When, Reply]) is { } near ? near
        : Suggestion.Nearest(head.TrimEnd('s'), [When, Reply]) ?? head;

    private static TextNode Key(TextNode cell, ProblemList problems)
    {
        var name = CsvHeads.Plain(cell.Value);
        if (!PlainKeys.Contains(name, StringComparer.Ordinal))
        {
            problems.Error(
                cell.Place,
                cell.Value.Length == 0 ? CsvHeads.Nameless : $"a CSV file of rules has no column '{cell.Value}'.",
                cell.Value.Length == 0 ? CsvHeads.NamelessCure : Suggestion.For(cell.Value, PlainKeys)
            );
        }

        return name == cell.Value ? cell : new TextNode(cell.Place, name, cell.Style, cell.Origin);
    }

    private static MapNode? Rule(TextNode[] keys, CsvRow row, char separator, ProblemList problems)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        for (var i = 0; i < keys.Length; i++)
        {
            var (key, cell) = (keys[i], row.Cells[i]);
            if (cell.Value.Length > 0 && PlainKeys.Contains(key.Value, StringComparer.Ordinal))
            {
                entries.Add(new MapEntry(key, key.Value == When ? Phrases(cell, separator, problems) : cell));
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

    private static ListNode Phrases(TextNode cell, char separator, ProblemList problems)
    {
        if (CellList.WithSemicolons(cell.Value) is { } list)
        {
            problems.Error(
                cell.Place,
                $"'{CellList.Separator(cell.Value)}' does not separate phrases in a cell: this is a single phrase.",
                $"Write: {(separator == ';' ? $"\"{list}\"" : list)} or, if it is a single phrase, leave '{CellList.Separator(cell.Value)}' out."
            );
        }

        return new ListNode(
            cell.Place,
            [.. CellList.Split(cell.Value).Select(text => new TextNode(cell.Place, text, TextStyle.Quoted, default))],
            isFlow: false
        );
    }
}
