using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Conditions of one map that can never hold together.</summary>
internal static class Contradictions
{
    private static readonly string[] PhraseKeys = ["words", "all-words", "is"];

    public static void Check(MapNode when, ParseContext context)
    {
        if (when["open"] is { } open && when["closed"] is { } closed)
        {
            var both = Texts(open).Intersect(Texts(closed), StringComparer.Ordinal).ToList();
            if (both.Count == 1 && Texts(open).Count == 1 && Texts(closed).Count == 1)
            {
                context.Problems.Error(
                    closed.Place,
                    $"the calendar '{both[0]}' is never open and closed at once, so the rule can never answer.",
                    "Take 'open' or 'closed' out, or make two rules of it."
                );
            }
        }

        foreach (var key in PhraseKeys)
        {
            if (
                when[key] is { } phrases
                && when["not"] is { } not
                && Texts(phrases) is { Count: > 0 } wanted
                && wanted.All(text => Texts(not).Contains(text, StringComparer.OrdinalIgnoreCase))
            )
            {
                context.Problems.Error(
                    not.Place,
                    $"'not' forbids what '{key}' asks for, so the rule can never answer.",
                    $"Take '{wanted[0]}' out of 'not', or name there what must not stand beside it."
                );
            }
        }
    }

    private static List<string> Texts(Node node) =>
        node switch
        {
            TextNode text => [text.Value],
            ListNode list => [.. list.Items.OfType<TextNode>().Select(text => text.Value)],
            _ => [],
        };
}
