using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary><c>reply</c>: a text, a block list of texts of which one is chosen, or a map.</summary>
internal static class ReplyKey
{
    public static void Read(RuleDraft rule, Node node, Reading reading) =>
        rule.Plan = Plan(node, rule.Captures, reading);

    /// <summary>What a reply says, wherever it stands; null with a problem if nothing can be made of it.</summary>
    public static ReplyPlan? Plan(Node node, IReadOnlySet<string> captures, Reading reading)
    {
        var draft = new ReplyDraft(captures);
        switch (node)
        {
            case MapNode map when LocalTexts.IsByLanguage(map):
                draft.Texts = LocalTexts.Read(map, "a reply", draft.Captures, reading);
                break;
            case MapNode { IsFlow: true } map
                when map.Entries.All(entry => entry.Value is TextNode { IsMissing: true }):
                reading.Problems.Error(
                    map.Place,
                    "YAML takes '{' at the beginning for a map.",
                    reading.Names.AsQuoted(map) ?? "Put the text in quotes."
                );
                return null;
            case MapNode map:
                ReplyKeys.Table.Read(map, draft, reading);
                draft.Check(map, reading);
                break;
            default:
                draft.Texts = LocalTexts.Read(node, "a reply", draft.Captures, reading);
                break;
        }

        return draft.ToPlan();
    }
}
