using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>when</c>: a phrase, a list of phrases (one must stand in the text), or a map of conditions (all must hold).</summary>
internal static class WhenKey
{
    private static readonly ChatCondition Direct = new(ChatScope.Direct);

    /// <summary>A rule without conditions answers everything that is not written in a group.</summary>
    public static ImmutableArray<Condition> Always { get; } = [Direct];

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        var draft = new ConditionDraft();
        switch (node)
        {
            case MapNode { Entries.IsEmpty: true }:
                reading.Problems.Error(
                    node.Place,
                    "'when' has no conditions.",
                    "Take 'when' out if the rule shall always answer."
                );
                return;
            case MapNode map:
                ConditionKeys.Table.Read(map, draft, reading);
                break;
            case ListNode list when list.Items.FirstOrDefault(item => item is MapNode) is MapNode inside:
                TellMapInList(inside, reading);
                return;
            default:
                PhraseKeys.Words(draft, node, reading);
                break;
        }

        rule.When = draft.SaysChat ? [.. draft.Conditions] : [Direct, .. draft.Conditions];
    }

    private static void TellMapInList(MapNode map, Reading reading)
    {
        var name = map.Entries is [var first, ..] ? first.Name : "";
        var cure = ConditionKeys.Table.Knows(name)
            ? "Write the conditions without '- ' if all of them must hold, or under 'any:' if one is enough."
            : reading.Names.AsQuoted(map);
        reading.Problems.Error(map.Place, "a list under 'when' holds phrases, but this is a map.", cure);
    }
}
