using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Keys;
using WebhookReceiver.Rules.Files.Schema;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>when</c>: a phrase, a list of phrases (one must stand in the text), or a map of conditions (all must hold).</summary>
internal static class WhenKeyParser
{
    private static readonly ChatCondition Direct = new(ChatScope.Direct);

    /// <summary>A rule without conditions answers everything that is not written in a group.</summary>
    public static ImmutableArray<Condition> Always { get; } = [Direct];

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        var draft = new ConditionDraft();
        switch (node)
        {
            case MapNode { Entries.IsEmpty: true }:
                context.Problems.Error(
                    node.Place,
                    "'when' has no conditions.",
                    "Take 'when' out if the rule shall always answer."
                );
                return;
            case MapNode map:
                ConditionKeys.Spec.Parse(map, draft, context);
                break;
            case ListNode list when list.Items.FirstOrDefault(item => item is MapNode) is MapNode inside:
                ReportMapInList(inside, context);
                return;
            default:
                PhraseKeyParser.Words.Parse(draft, node, context);
                break;
        }

        rule.When = draft.SaysChat ? [.. draft.Conditions] : [Direct, .. draft.Conditions];
    }

    private static void ReportMapInList(MapNode map, ParseContext context)
    {
        var name = map.Entries is [var first, ..] ? first.Name : "";
        var fix = ConditionKeys.Spec.Knows(name)
            ? "Write the conditions without '- ' if all of them must hold, or under 'any:' if one is enough."
            : context.Symbols.AsQuoted(map);
        context.Problems.Error(map.Place, "a list under 'when' holds phrases, but this is a map.", fix);
    }
}
