using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Parses lists of texts, with the entries of referenced lists.</summary>
internal static class TextListParser
{
    /// <summary>Deepest nesting of lists; deeper ones would cost stack.</summary>
    public const int MaxListDepth = 32;

    // Lists used by many rules multiply; the limit is far above any real folder and far below harm.
    private const int MaxExpandedTexts = 400_000;

    /// <summary>A text or a list of texts; each <c>$name</c> expands to the texts of that list.</summary>
    public static List<TextNode> TextList(this ParseContext context, Node node, string what)
    {
        var texts = new List<TextNode>(capacity: 1);
        HashSet<string>? seen = null;
        Collect(context, node, what, texts, ref seen, depth: 0);
        return texts;
    }

    /// <summary>The entries of a referenced list; none with a problem if it is unknown.</summary>
    public static IReadOnlyList<TextNode> Entries(this ParseContext context, string listName, RulePlace usedAt) =>
        context.Symbols.List(listName, usedAt, context.Problems) is { } list
            ? context.TextList(list, $"an entry of the list '{listName}'")
            : [];

    /// <summary>Counts one more expanded text; false if there are too many.</summary>
    public static bool Expand(this ParseContext context, TextNode text)
    {
        if (context.ExpandedTexts < MaxExpandedTexts)
        {
            CountExpanded(context, text);
        }

        return context.ExpandedTexts < MaxExpandedTexts;
    }

    /// <summary>Checks the entries of a list, whether a rule uses it or not.</summary>
    public static void CheckEntries(this ParseContext context, Node node, string listName)
    {
        foreach (var item in Items(context, node))
        {
            if (context.Text(item, $"an entry of the list '{listName}'") is { } text && ListReference.Is(text.Value))
            {
                context.Symbols.List(text.Value[1..], text.Place, context.Problems);
            }
        }
    }

    private static void Collect(
        ParseContext context,
        Node node,
        string what,
        List<TextNode> texts,
        ref HashSet<string>? seen,
        int depth
    )
    {
        if (depth > MaxListDepth)
        {
            context.Problems.Error(
                node.Place,
                "lists stand in lists too deeply here.",
                "Write the texts into fewer lists."
            );
            return;
        }

        foreach (var item in Items(context, node))
        {
            if (context.Text(item, what) is not { } text)
            {
                continue;
            }

            if (context.ExpandedTexts >= MaxExpandedTexts)
            {
                return;
            }

            if (!ListReference.Is(text.Value))
            {
                texts.Add(text);
                CountExpanded(context, text);
            }
            else if (context.Symbols.List(text.Value[1..], text.Place, context.Problems) is { } value)
            {
                seen ??= new(StringComparer.Ordinal);
                if (seen.Add(text.Value))
                {
                    Collect(context, value, $"an entry of the list '{text.Value[1..]}'", texts, ref seen, depth + 1);
                }
            }
        }
    }

    private static ImmutableArray<Node> Items(ParseContext context, Node node)
    {
        if (node is not ListNode list)
        {
            return [node];
        }

        if (list.Items.IsEmpty)
        {
            context.Problems.Error(node.Place, "the list is empty.", "Write at least one entry, or take the key out.");
        }

        return list.Items;
    }

    private static void CountExpanded(ParseContext context, TextNode text)
    {
        if (++context.ExpandedTexts == MaxExpandedTexts)
        {
            context.Problems.Error(
                text.Place,
                "the rules use more texts than this program can hold.",
                "Use shorter lists."
            );
        }
    }
}
