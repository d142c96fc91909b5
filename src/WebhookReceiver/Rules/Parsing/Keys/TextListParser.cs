using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
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
        Collect(context, Items(context, node), what, texts, ref seen, depth: 0);
        return texts;
    }

    /// <summary>The entries of a referenced list; none with a problem if it is unknown.</summary>
    public static IReadOnlyList<TextNode> Entries(this ParseContext context, string listName, RulePlace usedAt) =>
        context.Symbols.List(listName, usedAt, context.Problems) is { } list ? EntriesOf(context, list, listName) : [];

    private static List<TextNode> EntriesOf(ParseContext context, Node list, string listName)
    {
        var texts = new List<TextNode>();
        HashSet<string>? seen = null;
        Collect(context, ListItems(context, list), $"an entry of the list '{listName}'", texts, ref seen, depth: 0);
        return texts;
    }

    /// <summary>The entries of a named list, which may stand by language.</summary>
    public static ImmutableArray<Node> ListItems(ParseContext context, Node node) =>
        node is MapNode map && LocalTexts.IsByLanguage(map)
            ?
            [
                .. map.Entries.SelectMany(entry =>
                {
                    var at = context.Settings.Languages.IndexOf(entry.Name);
                    var bit = at is >= 0 and < 64 ? 1UL << at : 0;
                    return Items(context, entry.Value).Select(item => item is TextNode text ? text.In(bit) : item);
                }),
            ]
            : Items(context, node);

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
        if (node is MapNode map && LocalTexts.IsByLanguage(map) && LocalTexts.HasLanguages(map, "a list", context))
        {
            foreach (var entry in map.Entries)
            {
                LanguagesKeyParser.IndexOf(entry.Key, context);
            }
        }

        foreach (var item in ListItems(context, node))
        {
            if (context.Text(item, $"an entry of the list '{listName}'") is { } text && ListReference.Is(text.Value))
            {
                context.Symbols.List(text.Value[1..], text.Place, context.Problems);
            }
        }
    }

    private static void Collect(
        ParseContext context,
        ImmutableArray<Node> items,
        string what,
        List<TextNode> texts,
        ref HashSet<string>? seen,
        int depth
    )
    {
        foreach (var item in items)
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
                    if (depth == MaxListDepth)
                    {
                        context.Problems.Error(
                            value.Place,
                            "lists stand in lists too deeply here.",
                            "Write the texts into fewer lists."
                        );
                        return;
                    }

                    var entries = ListItems(context, value);
                    var inside =
                        text.Languages == 0 ? entries : [.. entries.Select(entry => Of(entry, text.Languages))];
                    Collect(context, inside, $"an entry of the list '{text.Value[1..]}'", texts, ref seen, depth + 1);
                }
            }
        }
    }

    /// <summary>An entry of a list that stands under a language.</summary>
    private static Node Of(Node entry, ulong languages) =>
        entry is TextNode { Languages: 0 } text ? text.In(languages) : entry;

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
