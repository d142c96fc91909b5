using System.Text;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>A text that begins with a bracket: YAML reads a list, and each part between commas would be a text of its own.</summary>
internal static class FlowText
{
    /// <summary>True for brackets with a part that is not in quotes; who quotes all parts means a list.</summary>
    public static bool IsIn(Node node) =>
        node is ListNode { IsFlow: true } list
        && list.Items.Any(item => (item is TextNode && !IsMeant(item)) || IsColon(item));

    public static void Report(Node node, ParseContext context) =>
        context.Problems.Error(
            node.Place,
            "'[' makes a list: each part between commas would be an answer of its own.",
            Cure((ListNode)node, context) ?? "Put the text in quotes."
        );

    /// <summary>The corrected line: the text without brackets, or all parts in quotes if some are.</summary>
    private static string? Cure(ListNode list, ParseContext context)
    {
        if (context.Symbols.SourceOf(list.Place.Path) is not { } source)
        {
            return null;
        }

        var line = RawLine.Parse(source, list.Place.Line);
        string[] items = [.. list.Items.Select(item => TextOf(item, source)).OfType<string>()];
        var quoted = $"[{string.Join(", ", items.Select(RawLine.Quoted))}]";
        if (list.Items.Any(IsMeant))
        {
            return $"Write: {At(line, list, quoted)}";
        }

        var text = $"Write: {At(line, list, RawLine.Quoted(Inside(list, source)))}";
        return items.Length == 1 ? text : $"{text} (or {quoted} for several texts of which one is chosen)";
    }

    /// <summary>The text between the brackets, as written.</summary>
    public static string Inside(ListNode list, SourceText source)
    {
        if (list.Items is not [{ } first, ..] || EndOf(list.Items[^1]) is not { } last)
        {
            return "";
        }

        var text = new StringBuilder();
        for (var number = first.Place.Line; number <= last.Line; number++)
        {
            var line = source.Line(number);
            var from = number == first.Place.Line ? first.Place.Column - 1 : 0;
            // A part without quotes has no bracket in it.
            var end = number == last.Line ? line.IndexOf(']', last.Column - 1) : line.Length;
            text.Append(text.Length == 0 ? "" : " ").Append(line[from..(end < 0 ? line.Length : end)].Trim());
        }

        return text.ToString();
    }

    /// <summary>A part such as <c>open: 9-5</c>, of which YAML makes a map.</summary>
    private static bool IsColon(Node item) =>
        item is MapNode { IsFlow: true, Entries: [{ Value: TextNode { Style: TextStyle.Plain } value } entry] }
        && entry.Key.Place == item.Place
        && value.Place.Line == item.Place.Line;

    private static string? TextOf(Node item, SourceText source) =>
        item is TextNode text ? text.Value
        : IsColon(item) ? RawLine.At(source, item.Place.Line, item.Place.Column).Value
        : null;

    private static RulePlace? EndOf(Node item) =>
        item is TextNode ? item.Place
        : IsColon(item) ? ((MapNode)item).Entries[0].Value.Place
        : null;

    private static bool IsMeant(Node item) =>
        item is TextNode { Style: TextStyle.Quoted } || (item is TextNode text && ListReference.Is(text.Value));

    private static string At(RawLine line, Node node, string value) =>
        line.ValueColumn == node.Place.Column ? line.With(value) : value;
}
