using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary><c>reply</c>: a text, a block list of texts of which one is chosen, or a map.</summary>
internal static class ReplyKey
{
    private static readonly Regex Language = new(
        "^[a-z]{2}(-[A-Za-z]{2,4})?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    );

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        var draft = new ReplyDraft(rule.Captures);
        switch (node)
        {
            case MapNode map when IsLanguages(map):
                reading.Problems.Error(
                    map.Place,
                    "replies by language come in a later version: this one does not know them yet.",
                    "Write one text for now."
                );
                return;
            case MapNode { IsFlow: true } map
                when map.Entries.All(entry => entry.Value is TextNode { IsMissing: true }):
                reading.Problems.Error(
                    map.Place,
                    "YAML takes '{' at the beginning for a map.",
                    reading.Names.AsQuoted(map) ?? "Put the text in quotes."
                );
                return;
            case MapNode map:
                ReplyKeys.Table.Read(map, draft, reading);
                draft.Check(map, reading);
                break;
            default:
                draft.Texts = Texts(node, draft.Captures, reading);
                break;
        }

        rule.Plan = draft.ToPlan();
    }

    /// <summary>A text, or a block list of texts.</summary>
    public static ImmutableArray<ReplyTemplate> Texts(Node node, IReadOnlySet<string> captures, Reading reading)
    {
        if (node is ListNode { IsFlow: true } flow)
        {
            reading.Problems.Error(
                flow.Place,
                "'[' makes a list: each part between commas would be an answer of its own.",
                reading.Names.AsQuoted(flow) ?? "Put the text in quotes."
            );
            return [];
        }

        var templates = ImmutableArray.CreateBuilder<ReplyTemplate>();
        foreach (var text in reading.TextList(node, "a reply"))
        {
            if (Templates.Read(text, captures, reading) is { } template)
            {
                templates.Add(template);
            }
        }

        return templates.ToImmutable();
    }

    private static bool IsLanguages(MapNode map) =>
        !map.Entries.IsEmpty
        && map.Entries.All(entry => Language.IsMatch(entry.Name) && entry.Value is not TextNode { IsMissing: true });
}
