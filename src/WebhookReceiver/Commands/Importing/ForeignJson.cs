using System.Globalization;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing;

/// <summary>Values in the JSON of other programs, which are texts in one place and lists in the next.</summary>
internal static class ForeignJson
{
    /// <summary>The texts of a list, or the text itself; empty for nothing.</summary>
    public static IReadOnlyList<TextNode> Texts(Node? node) =>
        node switch
        {
            TextNode { Value: "null" or "" } => [],
            TextNode text => [text],
            ListNode list => [.. list.Items.OfType<TextNode>().Where(text => text.Value.Length > 0)],
            _ => [],
        };

    public static string? Text(Node? node) => Texts(node) is [var text, ..] ? text.Value : null;

    public static IEnumerable<MapNode> Maps(Node? node) => node is ListNode list ? list.Items.OfType<MapNode>() : [];

    /// <summary>The objects of a list; all else is told.</summary>
    public static IEnumerable<MapNode> Maps(Node? node, string name, ImportBook book)
    {
        if (node is not null and not ListNode { Items: var _ })
        {
            book.NotTaken(node.Place, $"'{name}' is no list");
        }

        foreach (var other in node is ListNode list ? list.Items.Where(item => item is not MapNode) : [])
        {
            book.NotTaken(other.Place, $"this entry of '{name}' is no object");
        }

        return Maps(node);
    }

    public static double? Number(Node? node) =>
        double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
