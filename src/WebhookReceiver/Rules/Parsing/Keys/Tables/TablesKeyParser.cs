using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Parsing.Keys.Tables;

/// <summary><c>tables</c>: rows that contacts name, in a rule file or a CSV file.</summary>
internal static class TablesKeyParser
{
    private const string Example =
        "Write: items: items.csv, or a list of rows such as - { name: Rye bread, price: 4.50 }";

    public static void Parse(Node node, ParseContext context)
    {
        foreach (var (name, named) in context.NamedEntries(node, "tables", "table", Example))
        {
            if (name == "date" || SlotTypes.Common.Find(name) is not null)
            {
                context.Problems.Error(
                    named.Place,
                    $"'{name}' is a type of slots and cannot be the name of a table.",
                    $"Choose another, such as '{name}-list'."
                );
            }
            else
            {
                context.Symbols.AddTable(name, named);
            }
        }
    }

    /// <summary>Every table; needs all CSV files of the folder, and warns of unused ones.</summary>
    public static Dictionary<string, Table> ParseAll(ParseContext context)
    {
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, named) in context.Symbols.Tables)
        {
            var draft = named.Value switch
            {
                TextNode { IsMissing: false } file => FromFile(file, used, context),
                ListNode list => Inline(list, context),
                var other => Refuse(name, other, context),
            };
            if (draft?.ToTable(name, named.Place, context) is { } table)
            {
                tables.Add(name, table);
            }
        }
        ReportUnused(used, context);
        return tables;
    }

    private static TableDraft? Refuse(string name, Node node, ParseContext context)
    {
        context.Problems.Error(
            node.Place,
            $"the table '{name}' must be a CSV file or a list of rows, but this is {node.Kind}.",
            Example
        );
        return null;
    }

    private static TableDraft? FromFile(TextNode node, HashSet<string> used, ParseContext context)
    {
        var folder = node.Place.Path[..(node.Place.Path.LastIndexOf('/') + 1)];
        var written = node.Value.Trim().Replace('\\', '/');
        var path = written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written;
        var files = context.Symbols.CsvFiles;
        if (!files.TryGetValue(folder + path, out var file) && !files.TryGetValue(path, out file))
        {
            if (context.Problems.IsBroken(folder + path) || context.Problems.IsBroken(path))
            {
                return null;
            }

            context.Problems.Error(
                node.Place,
                $"there is no file '{path}' in the rules folder.",
                Meant(path, files.Keys, context) is { } nearest ? $"Did you mean '{nearest}'?"
                    : path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "Put it beside this file."
                    : "Name a CSV file, such as items.csv; save a spreadsheet as CSV UTF-8."
            );
            return null;
        }
        used.Add(file.Source.Path);
        if (file.Rows is not { Count: > 0 } rows)
        {
            // An unreadable file has its own error; an empty one was skipped before.
            return null;
        }
        return new TableDraft([.. rows[0].Cells.Select(Column)], [.. rows.Skip(1)]);
    }

    private static string? Meant(string path, IEnumerable<string> files, ParseContext context)
    {
        var nearest = Suggestion.Nearest(path, files);
        context.Symbols.AddMeant(nearest);
        return nearest;
    }

    /// <summary>The two columns that mean something are known in any case.</summary>
    private static TextNode Column(TextNode head) =>
        CsvHeads.Plain(head.Value) is Table.NameColumn or Table.AlsoColumn
            ? new TextNode(head.Place, CsvHeads.Plain(head.Value), head.Style, head.Origin)
            : head;

    private static TableDraft? Inline(ListNode list, ParseContext context)
    {
        var maps = list.Items.Select(item => context.Map(item, "a row of a table", Example)).OfType<MapNode>().ToList();
        var columns = maps.SelectMany(map => map.Entries)
            .DistinctBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry.Key)
            .ToList();
        if (columns.Count == 0)
        {
            context.Problems.Error(list.Place, "the table has no rows.", Example);
            return null;
        }
        LookForTypos(maps, columns, context);
        return new TableDraft(columns, [.. maps.Select(map => Row(map, columns, context))]);
    }

    /// <summary>A column of one row alone, where that row lacks one of nearly the same name.</summary>
    private static void LookForTypos(List<MapNode> rows, List<TextNode> columns, ParseContext context)
    {
        foreach (var column in rows.Count > 1 ? columns : [])
        {
            if (rows.Where(row => row[column.Value] is not null).Take(2).ToList() is not [var only])
            {
                continue;
            }

            var lacking = columns.Select(other => other.Value).Where(other => only[other] is null);
            // Of two that stand in one row each the later one is the slip.
            if (
                NearestName.Of(column.Value, lacking) is { } nearest
                && rows.FindIndex(row => row[nearest] is not null) < rows.IndexOf(only)
            )
            {
                context.Problems.Warning(
                    only.Entries.First(entry => entry.Name == column.Value).Key.Place,
                    $"only this row has a '{column.Value}'.",
                    $"Did you mean '{nearest}'?"
                );
            }
        }
    }

    private static CsvRow Row(MapNode map, List<TextNode> columns, ParseContext context) =>
        new(map.Place, [.. columns.Select(column => CellOf(map, column, context))]);

    private static TextNode CellOf(MapNode map, TextNode column, ParseContext context) =>
        map[column.Value] switch
        {
            TextNode { IsMissing: false } text => context.Text(text, $"'{column.Value}'") ?? text,
            ListNode list => new TextNode(
                list.Place,
                string.Join(';', context.TextList(list, $"an entry of '{column.Value}'").Select(text => text.Value)),
                TextStyle.Quoted,
                default
            ),
            null or TextNode => new TextNode(map.Place, "", TextStyle.Quoted, default),
            var other => context.Text(other, $"'{column.Value}'")
                ?? new TextNode(map.Place, "", TextStyle.Quoted, default),
        };

    private static void ReportUnused(HashSet<string> used, ParseContext context)
    {
        foreach (var path in context.Symbols.CsvFiles.Keys.Except(used, StringComparer.Ordinal))
        {
            if (context.Problems.IsBroken(path))
            {
                continue;
            }
            if (CsvRules.HeaderMeant(context.Symbols.CsvFiles[path]) is { } header)
            {
                context.Problems.Error(
                    new RulePlace(path, 1, 1),
                    "a file of questions and answers has the columns 'when' and 'reply', but they are not here.",
                    $"Write as the first row: {header}"
                );
            }
            else if (CsvRules.HasRepliesByLanguage(context.Symbols.CsvFiles[path]))
            {
                context.Problems.Error(
                    new RulePlace(path, 1, 1),
                    "replies in several languages do not stand in columns: a sheet has one column 'reply'.",
                    "Write such rules in a .yaml file: reply: { en: the text, es: el texto }"
                );
            }
            else if (
                !context.Symbols.IsMeant(path) && !context.Symbols.MayStandInUnreadableFile(Path.GetFileName(path))
            )
            {
                context.Problems.Warning(
                    new RulePlace(path, 1, 1),
                    "nothing uses this file: it has no columns 'when' and 'reply', and no table names it.",
                    $"Write in a rule file: tables: {{ {Path.GetFileNameWithoutExtension(path)}: {Path.GetFileName(path)} }}"
                );
            }
        }
    }
}
