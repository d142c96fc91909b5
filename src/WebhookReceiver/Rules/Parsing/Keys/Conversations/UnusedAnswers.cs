using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>Notes on questions of a form whose answer its rule does nothing with.</summary>
internal static class UnusedAnswers
{
    /// <summary>Keys whose values are names of answers, or hold them.</summary>
    private static readonly string[] NamingKeys = ["remember", "on", "open", "from"];

    public static void Note(RuleDraft rule, Form form, ParseContext context)
    {
        var used = new List<string>();
        Collect(rule.Node, isNaming: false, used);
        used.AddRange(context.Symbols.Texts.Values.SelectMany(text => PartsOf(text.Value)));
        foreach (var question in form.Questions)
        {
            if (!used.Exists(part => Names(part, question.Name)))
            {
                context.Problems.Note(
                    PlaceOf(rule.Node["ask"]!, question.Name),
                    $"nothing is done with the answer '{question.Name}'.",
                    $"Say it with {{{{ {question.Name} }}}} in 'reply' or 'tell', remember it, or do not ask."
                );
            }
        }
    }

    private static void Collect(Node node, bool isNaming, List<string> used)
    {
        switch (node)
        {
            case TextNode text:
                used.AddRange(isNaming ? [text.Value] : Templated(text.Value));
                break;
            case ListNode list:
                foreach (var item in list.Items)
                {
                    Collect(item, isNaming, used);
                }

                break;
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    if (isNaming)
                    {
                        used.Add(entry.Name);
                    }

                    Collect(entry.Value, isNaming || NamingKeys.Contains(entry.Name, StringComparer.Ordinal), used);
                }

                break;
        }
    }

    private static List<string> PartsOf(Node node)
    {
        var parts = new List<string>();
        Collect(node, isNaming: false, parts);
        return parts;
    }

    /// <summary>What stands between braces.</summary>
    private static IEnumerable<string> Templated(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; )
        {
            var close = text.IndexOf('}', open);
            yield return close < 0 ? text[open..] : text[open..close];
            open = close < 0 ? -1 : text.IndexOf('{', close);
        }
    }

    private static bool Names(string part, string name)
    {
        for (
            var at = part.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = part.IndexOf(name, at + 1, StringComparison.Ordinal)
        )
        {
            // 'stay_from' is an answer to the question 'stay'.
            var isBegin = at == 0 || !(char.IsLetterOrDigit(part[at - 1]) || part[at - 1] == '_');
            var end = at + name.Length;
            if (isBegin && (end == part.Length || !char.IsLetterOrDigit(part[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static RulePlace PlaceOf(Node ask, string name)
    {
        IEnumerable<Node> items = ask is ListNode list ? list.Items : [ask];
        return items
            .OfType<MapNode>()
            .SelectMany(map => map.Entries)
            .Where(entry => entry.Name == name)
            .Select(entry => entry.Key.Place)
            .FirstOrDefault(ask.Place);
    }
}
