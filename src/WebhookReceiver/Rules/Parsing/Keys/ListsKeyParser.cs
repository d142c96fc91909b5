using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary><c>lists</c>: named lists of texts, used as <c>$name</c>.</summary>
internal static class ListsKeyParser
{
    public static void Parse(Node node, ParseContext context)
    {
        if (context.Map(node, "lists", "Write 'name: [one, two]' below it.") is not { } map)
        {
            return;
        }

        foreach (var entry in map.Entries)
        {
            var name = entry.Name.StartsWith('$') ? entry.Name[1..] : entry.Name;
            if (!ListReference.Is($"${name}"))
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"'{entry.Name}' cannot be the name of a list.",
                    "A name begins with a letter and has letters, digits, '-' and '_'."
                );
                continue;
            }

            context.Symbols.AddList(name, new NamedNode(entry.Key.Place, entry.Value));
        }
    }

    /// <summary>Checks every list once all are known: its entries, and that none contains itself.</summary>
    public static void CheckAll(ParseContext context)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, list) in context.Symbols.Lists)
        {
            context.CheckEntries(list.Value, name);
            Visit(name, [], done, context);
        }
    }

    private static void Visit(string name, List<string> path, HashSet<string> done, ParseContext context)
    {
        var start = path.IndexOf(name);
        if (start >= 0)
        {
            ReportCycle(path[start..], context);
        }

        if (start >= 0 || path.Count > TextListParser.MaxListDepth || done.Contains(name))
        {
            return;
        }

        path.Add(name);
        foreach (var next in ReferencesOf(name, context.Symbols))
        {
            Visit(next, path, done, context);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(name);
    }

    private static void ReportCycle(List<string> cycle, ParseContext context)
    {
        // Begins with the same name wherever it was found.
        var first = cycle.IndexOf(cycle.Min(StringComparer.Ordinal)!);
        string[] turned = [.. cycle[first..], .. cycle[..first], cycle[first]];
        context.Problems.Error(
            context.Symbols.Lists[turned[0]].Place,
            $"the list '{turned[0]}' contains itself: {string.Join(" -> ", turned)}.",
            $"Take '${turned[1]}' out of it."
        );
    }

    private static IEnumerable<string> ReferencesOf(string name, SymbolTable names)
    {
        if (!names.Lists.TryGetValue(name, out var list))
        {
            return [];
        }

        IEnumerable<Node> items = list.Value switch
        {
            ListNode many => many.Items,
            MapNode map => map.Entries.SelectMany(entry => entry.Value is ListNode some ? some.Items : [entry.Value]),
            _ => [list.Value],
        };
        return items.OfType<TextNode>().Where(item => ListReference.Is(item.Value)).Select(item => item.Value[1..]);
    }
}
