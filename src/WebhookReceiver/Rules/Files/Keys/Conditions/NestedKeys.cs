using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary>
/// <c>not</c>, <c>any</c>, <c>all</c>: around a phrase, a list of phrases and condition maps, or a condition map.
/// </summary>
internal static class NestedKeys
{
    /// <summary>Holds if none of the entries does; the conditions of one map count together.</summary>
    public static void Not(ConditionDraft draft, Node node, Reading reading)
    {
        var inside = Entries(draft, node, reading);
        if (inside.Count > 0)
        {
            draft.Add(new NotCondition(inside is [var one] ? one : new AnyCondition([.. inside])));
        }
    }

    public static void Any(ConditionDraft draft, Node node, Reading reading)
    {
        var inside = node is MapNode map ? Parts(draft, map, reading) : Entries(draft, node, reading);
        if (inside.Count > 0)
        {
            draft.Add(new AnyCondition([.. inside]));
        }
    }

    public static void All(ConditionDraft draft, Node node, Reading reading)
    {
        var inside = Entries(draft, node, reading);
        if (inside.Count > 0)
        {
            draft.Add(new AllCondition([.. inside]));
        }
    }

    /// <summary>One condition for each entry of a list, or one for all of a map.</summary>
    private static List<Condition> Entries(ConditionDraft draft, Node node, Reading reading)
    {
        if (node is not ListNode list)
        {
            return One(draft, node, reading) is { } single ? [single] : [];
        }

        if (list.Items.IsEmpty)
        {
            reading.Problems.Error(
                list.Place,
                "this list is empty.",
                "Write a phrase or conditions, or take the key out."
            );
        }

        return [.. list.Items.Select(item => One(draft, item, reading)).OfType<Condition>()];
    }

    private static Condition? One(ConditionDraft draft, Node node, Reading reading)
    {
        if (node is MapNode map)
        {
            return Parts(draft, map, reading) switch
            {
                [] => null,
                [var one] => one,
                var many => new AllCondition([.. many]),
            };
        }

        var phrases = PhraseList.Read(node, reading);
        return phrases.IsEmpty ? null : new WordsCondition(phrases);
    }

    private static List<Condition> Parts(ConditionDraft draft, MapNode map, Reading reading)
    {
        var inside = new ConditionDraft();
        ConditionKeys.Table.Read(map, inside, reading);
        draft.SaysChat |= inside.SaysChat;
        EventKey.RefuseNested(inside, reading);
        if (map.Entries.IsEmpty)
        {
            reading.Problems.Error(map.Place, "there are no conditions here.", "Write one, or take the key out.");
        }

        return inside.Conditions;
    }
}
