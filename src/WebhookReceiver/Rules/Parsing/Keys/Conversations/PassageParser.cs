using System.Collections.Immutable;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>from</c>: the passages of a model: shared texts, rows of tables, sections of pages. Texts with placeholders are
/// none, since a contact's words may stand in them.
/// </summary>
internal sealed class PassageParser(ParseContext context)
{
    private const string Texts = "texts";
    private const string Tables = "tables";
    private const string Example = "Write: from: [texts, tables, answers.md]";

    private readonly List<ModelPassage> _passages = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];

    /// <summary>The passages; null with problems if there are none.</summary>
    public static ImmutableArray<ModelPassage>? Parse(Node node, ParseContext context) =>
        new PassageParser(context).ParseAll(node);

    private ImmutableArray<ModelPassage>? ParseAll(Node node)
    {
        var isGood = true;
        foreach (var source in context.TextList(node, "from"))
        {
            isGood &= Add(source);
        }

        if (_leftOut.Count > 0)
        {
            context.Problems.Note(
                node.Place,
                $"the model does not get what has placeholders: {string.Join(", ", _leftOut.Take(5))}{(_leftOut.Count > 5 ? ", …" : "")}.",
                "Write such a text without {{ }} under 'texts:', if the model shall know it."
            );
        }

        if (isGood && _passages.Count == 0)
        {
            context.Problems.Error(node.Place, "there is nothing in it that a model could answer with.", Example);
        }

        return isGood && _passages.Count > 0 ? [.. _passages] : null;
    }

    private bool Add(TextNode source)
    {
        var name = source.Value.Trim();
        if (name == Texts)
        {
            context.Symbols.AsksModelFromTexts = true;
            foreach (var (text, shared) in context.Definitions.Texts)
            {
                Add(text, shared);
            }
        }
        else if (name == Tables)
        {
            foreach (var table in context.Definitions.Tables.Values)
            {
                Add(table);
            }
        }
        else if (Part(Texts, name) is { } text)
        {
            var isKnown = context.Definitions.Texts.TryGetValue(text, out var shared);
            return isKnown ? Add(text, shared!) : Refuse(source, text, "text", context.Symbols.Texts.ContainsKey(text));
        }
        else if (Part(Tables, name) is { } table)
        {
            var isKnown = context.Definitions.Tables.TryGetValue(table, out var rows);
            return isKnown ? Add(rows!) : Refuse(source, table, "table", context.Symbols.Tables.ContainsKey(table));
        }
        else
        {
            return AddPage(name.Replace('\\', '/'), source);
        }

        return true;
    }

    private static string? Part(string root, string name) =>
        name.StartsWith($"{root}.", StringComparison.Ordinal) ? name[(root.Length + 1)..] : null;

    /// <summary>What has an error of its own, or stands in a file that cannot be read, is not told again.</summary>
    private bool Refuse(TextNode source, string name, string what, bool isWritten)
    {
        if (isWritten || context.Symbols.MayStandInUnreadableFile(name))
        {
            context.Problems.LacksSomething = true;
        }
        else
        {
            context.Problems.Error(
                source.Place,
                $"there is no {what} '{name}' for a model.",
                context.Symbols.Nearest(source.Value.Trim(), [.. Sources()]) ?? Example
            );
        }

        return false;
    }

    private IEnumerable<string> Sources() =>
        [
            Texts,
            Tables,
            .. context.Symbols.Texts.Keys.Select(name => $"{Texts}.{name}"),
            .. context.Symbols.Tables.Keys.Select(name => $"{Tables}.{name}"),
            .. context.Symbols.Sources.Select(file => file.Path).Where(RuleFileNames.IsMarkdown),
        ];

    private bool Add(string name, SharedText shared)
    {
        foreach (var (code, text) in shared.ByLanguage)
        {
            AddPassage(
                shared.ByLanguage.Length == 1 ? $"{Texts}.{name}" : $"{Texts}.{name}.{code}",
                title: "",
                text.Value,
                shared.Ends
            );
        }

        return true;
    }

    private bool Add(Table table)
    {
        var named = table.Columns.IndexOf(Table.NameColumn);
        foreach (var row in table.Rows)
        {
            var cells = table
                .Columns.Select((column, at) => (column, cell: row.Cells[at]))
                .Where(one => one.cell.Length > 0)
                .Select(one => $"{one.column}: {one.cell}");
            AddPassage($"{Tables}.{table.Name}: {row.Cells[named]}", title: "", string.Join("; ", cells), ends: null);
        }

        return true;
    }

    /// <summary>The sections of a page, beside the file of the rule or from the folder on.</summary>
    private bool AddPage(string path, TextNode source)
    {
        var folder = source.Place.Path?[..(source.Place.Path.LastIndexOf('/') + 1)] ?? "";
        var page = context.Symbols.SourceOf(folder + path) ?? context.Symbols.SourceOf(path);
        if (page is null || !RuleFileNames.IsMarkdown(page.Path))
        {
            return Refuse(source, path, "page of answers", page is not null && context.Problems.IsBroken(page.Path));
        }

        // Its own problems are told where it is read as rules.
        var rules = MarkdownAnswers.Read(page, new ProblemList())?["rules"] as ListNode;
        foreach (var section in rules?.Items.OfType<MapNode>() ?? [])
        {
            Add(page.Path, section);
        }

        return true;
    }

    private void Add(string path, MapNode section)
    {
        var phrases =
            (section["when"] as ListNode)?.Items.OfType<TextNode>().Select(phrase => phrase.Value).ToArray() ?? [];
        var name = (section["id"] as TextNode)?.Value ?? phrases.FirstOrDefault("");
        if (section["reply"] is TextNode reply)
        {
            AddPassage(
                $"{path}: {name}",
                string.Join(", ", phrases),
                MarkdownBold.Mended(reply.Value) ?? reply.Value,
                ends: null
            );
        }
    }

    private void AddPassage(string name, string title, string text, DateTimeOffset? ends)
    {
        if (text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal))
        {
            _leftOut.Add(name);
        }
        else if (_names.Add(name))
        {
            _passages.Add(new ModelPassage(name, title, text.Trim(), ends));
        }
    }
}
