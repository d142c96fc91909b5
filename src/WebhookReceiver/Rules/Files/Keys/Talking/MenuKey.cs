using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys.Talking;

/// <summary>
/// <c>menu</c>: choices, each <c>label: reply</c> or <c>label: { go: rule }</c>; or with the keys <c>label</c>, <c>reply</c>, <c>go</c>.
/// </summary>
internal static class MenuKey
{
    private const string GoKey = "go";
    private const string LabelKey = "label";
    private const string ReplyName = "reply";
    private const int MostOptions = 50;
    private const string Example =
        "Write: menu: [{ Tomorrow: \"Done, we come tomorrow.\" }, { Book a visit: { go: visit } }]";

    private static readonly KeyTable<Draft> Table = new([
        new(LabelKey, (draft, node, _) => draft.Label = node),
        new(ReplyName, (draft, node, _) => draft.Reply = node),
        new(GoKey, (draft, node, _) => draft.Go = node),
    ]);

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        if (node is not ListNode list)
        {
            reading.Problems.Error(node.Place, $"a menu is a list of choices, but this is {node.Kind}.", Example);
            return;
        }

        rule.Asked.Add(MenuTurn.ChoiceName);
        var options = ImmutableArray.CreateBuilder<MenuOption>();
        foreach (var item in list.Items)
        {
            if (reading.Map(item, "a choice", Example) is { } map && ReadOne(rule, map, reading) is { } option)
            {
                options.Add(option);
            }
        }

        if (list.Items.Length is 0 or > MostOptions)
        {
            reading.Problems.Error(
                node.Place,
                list.Items.IsEmpty
                    ? "the menu has no choices."
                    : $"nobody reads a menu of more than {MostOptions} choices.",
                Example
            );
        }

        rule.Talk = rule.Talk with { Menu = new Menu(options.DrainToImmutable()) };
    }

    private static MenuOption? ReadOne(RuleDraft rule, MapNode map, Reading reading)
    {
        var draft = new Draft();
        if (map.Entries is [var only] && !Table.Knows(only.Name))
        {
            draft.Label = only.Key;
            draft.Go = only.Value is MapNode { Entries: [{ Name: GoKey } go] } ? go.Value : null;
            draft.Reply = draft.Go is null ? only.Value : null;
        }
        else
        {
            Table.Read(map, draft, reading);
        }

        if (draft.Label is null || (draft.Reply is null) == (draft.Go is null))
        {
            reading.Problems.Error(
                map.Place,
                draft.Label is null ? "the choice has no label."
                    : draft.Go is null ? "the choice leads nowhere."
                    : "a choice either answers or goes to another rule.",
                Example
            );
            return null;
        }

        var label = LocalTexts.Read(draft.Label, "a label", rule.Captures, reading);
        if (draft.Go is { } target)
        {
            return TargetOf(rule, target, reading) is { } go ? new MenuOption(label, Plan: null, go) : null;
        }

        return ReplyKey.Plan(draft.Reply!, rule.Captures, reading) is { } plan
            ? new MenuOption(label, plan, Go: null)
            : null;
    }

    private static string? TargetOf(RuleDraft rule, Node node, Reading reading)
    {
        if (reading.Word(node, GoKey) is not { } id)
        {
            return null;
        }

        if (reading.Names.HasFileRule(id) || reading.Names.MayStandInUnreadableFile(id))
        {
            return id;
        }

        reading.Problems.Error(
            node.Place,
            reading.Names.HasRule(id)
                ? $"'{id}' is a rule of a plug-in; a menu can lead to rules of files only."
                : $"there is no rule '{id}'.",
            reading.Names.Nearest(id, reading.Names.RuleIds) ?? $"Write the id of a rule, such as '{rule.Id}'."
        );
        return null;
    }

    private sealed class Draft
    {
        public Node? Label { get; set; }

        public Node? Reply { get; set; }

        public Node? Go { get; set; }
    }
}
